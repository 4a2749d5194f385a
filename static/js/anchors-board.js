// The board's builder: an anchor is dragged onto a place, or pressed and put there; the lists do the same without scripts.
(() => {
  const form = document.getElementById("board-form");
  const tray = document.querySelector("[data-tray]");
  const slots = () => [...form.querySelectorAll("[data-board-slot]")];
  let taken = null;
  if (!form) return;
  if (tray) tray.hidden = false;

  const has = (anchor, slot) => anchor.dataset.elements.split(" ").includes(slot.dataset.boardSlot);

  function show(slot) {
    const chosen = slot.querySelector("select").selectedOptions[0];
    const place = slot.querySelector(".slot-thumb");
    place.querySelector("img")?.remove();
    if (chosen?.dataset.thumb) place.append(Object.assign(document.createElement("img"), { src: chosen.dataset.thumb, alt: "" }));
    slot.toggleAttribute("data-filled", Boolean(chosen?.value));
  }

  function put(anchor, slot) {
    if (!anchor || !has(anchor, slot)) return;
    slot.querySelector("select").value = anchor.dataset.anchor;
    show(slot);
    htmx.trigger("#board", "board");
  }

  // Taken: the places that it fits offer themselves.
  function take(anchor) {
    taken = anchor;
    tray.querySelectorAll("[data-anchor]").forEach((each) => each.setAttribute("aria-pressed", String(each === anchor)));
    slots().forEach((slot) => {
      const fits = Boolean(anchor) && has(anchor, slot);
      slot.toggleAttribute("data-ready", fits);
      slot.querySelector("[data-put]").hidden = !fits;
    });
  }

  form.addEventListener("click", (event) => {
    const anchor = event.target.closest("[data-anchor]");
    if (anchor) {
      take(anchor === taken ? null : anchor);
      if (taken) form.querySelector("[data-put]:not([hidden])")?.focus();
    }
    const here = event.target.closest("[data-put]");
    if (here) {
      const slot = here.closest("[data-board-slot]");
      put(taken, slot);
      take(null);
      slot.querySelector("select").focus();
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !taken) return;
    const back = taken;
    take(null);
    back.focus();
  });
  form.addEventListener("change", (event) => {
    const slot = event.target.closest("[data-board-slot]");
    if (!slot) return;
    show(slot);
    htmx.trigger("#board", "board");
  });

  form.addEventListener("dragstart", (event) => {
    const anchor = event.target.closest("[data-anchor]");
    if (!anchor) return;
    event.dataTransfer.setData("text/plain", anchor.dataset.anchor);
    event.dataTransfer.effectAllowed = "copy";
    take(anchor);
  });
  form.addEventListener("dragend", () => take(null));
  const under = (event) => (taken ? event.target.closest?.("[data-board-slot]") : null);
  form.addEventListener("dragover", (event) => {
    const slot = under(event);
    slots().forEach((each) => each.toggleAttribute("data-over", each === slot && has(taken, each)));
    if (slot && has(taken, slot)) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    const slot = under(event);
    slots().forEach((each) => each.removeAttribute("data-over"));
    if (!slot) return;
    event.preventDefault();
    put(taken, slot);
    take(null);
  });
})();
