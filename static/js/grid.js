// The grid of cards is one stop for the Tab key; arrow keys walk it, letters act on the card in focus.
(() => {
  const INSIDE = "a, button, input";
  const preview = document.getElementById("preview-dialog");
  const grid = () => document.querySelector("[data-grid]");
  const cards = () => [...(grid()?.querySelectorAll("[data-card]") ?? [])];
  let current = "";

  function rove() {
    const all = cards();
    const chosen = all.find((card) => card.id === current) ?? all[0];
    all.forEach((card) => {
      const here = card === chosen;
      card.tabIndex = here ? 0 : -1;
      card.querySelectorAll(INSIDE).forEach((element) => {
        if (here) element.removeAttribute("tabindex"); else element.tabIndex = -1;
      });
    });
  }

  function step(card, key) {
    const all = cards();
    const at = all.indexOf(card);
    if (key === "Home") return all[0];
    if (key === "End") return all.at(-1);
    if (key === "ArrowLeft") return all[at - 1];
    if (key === "ArrowRight") return all[at + 1];
    const { top, left } = card.getBoundingClientRect();
    const rows = all.map((each) => ({ each, box: each.getBoundingClientRect() }))
      .filter(({ box }) => (key === "ArrowDown" ? box.top > top + 4 : box.top < top - 4));
    const edge = key === "ArrowDown" ? Math.min(...rows.map(({ box }) => box.top)) : Math.max(...rows.map(({ box }) => box.top));
    return rows.filter(({ box }) => Math.abs(box.top - edge) < 4)
      .sort((one, other) => Math.abs(one.box.left - left) - Math.abs(other.box.left - left))[0]?.each;
  }

  function show(card) {
    const { file, kind } = card.dataset;
    if (!file || !preview) return;
    const place = preview.querySelector("[data-preview]");
    const media = document.createElement({ clip: "video", sound: "audio" }[kind] ?? "img");
    media.src = file;
    if (kind === "picture") media.alt = card.getAttribute("aria-label");
    else Object.assign(media, { controls: true, autoplay: true, loop: true });
    place.replaceChildren(media);
    preview.showModal();
  }
  preview?.addEventListener("close", () => {
    preview.querySelector("[data-preview]").replaceChildren();
    // The browser gives the focus back to the card that it left, which may have been drawn anew meanwhile.
    const card = document.getElementById(current);
    if (card && !card.contains(document.activeElement)) card.focus({ preventScroll: true });
  });
  preview?.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.matches("button, video")) return;
    event.preventDefault();
    preview.close();
  });

  const press = (card, key) => card.querySelector(`[data-key="${key}"]`)?.click();
  const LETTERS = {
    f: (card) => press(card, "favourite"),
    r: (card) => press(card, "reuse"),
    x: (card) => card.querySelector("[data-pick]").click(),
    c: () => document.querySelector("[data-compare]")?.click(),
    delete: (card) => press(card, "delete"),
  };

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (!card || !grid()?.contains(card) || event.target.closest("[popover]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(Arrow|Home$|End$)/.test(event.key)) {
      event.preventDefault();
      const next = step(card, event.key);
      if (!next) return;
      current = next.id;
      rove();
      next.focus();
    } else if (event.target === card && event.key === "Enter") {
      location.assign(card.dataset.url);
    } else if (event.target === card && event.key === " ") {
      event.preventDefault();
      show(card);
    } else {
      LETTERS[event.key.toLowerCase()]?.(card);
    }
  });

  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (card && card.id !== current) { current = card.id; rove(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.matches?.(".card-media img, .card-media video")) show(event.target.closest("[data-card]"));
  });
  document.addEventListener("cards:changed", rove);
  rove();
})();
