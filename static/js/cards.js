// Cards wherever they stand: clips play under a hand, menus find their place, a card is swapped without losing focus.
(() => {
  const UNDO_MS = 10000;
  const changed = () => document.dispatchEvent(new CustomEvent("cards:changed"));

  // Where the focus is inside a card, in words that its next version understands too.
  function focusIn(card) {
    const held = document.activeElement;
    if (!card || !held || !card.contains(held)) return null;
    return { id: card.id, key: held.closest("[data-key]")?.dataset.key ?? "" };
  }

  function giveBack(focus) {
    const card = focus && document.getElementById(focus.id);
    if (!card) return;
    const again = focus.key && card.querySelector(`[data-key="${focus.key}"]`);
    (again || card).focus({ preventScroll: true });
  }

  function made(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }

  // Puts a newer version in place; while it only runs on, no more than its state is drawn anew.
  function replace(old, html) {
    const card = made(html);
    // A bell may be drawn before a press of this page was written down, and be heard after its answer.
    if (Number(card.dataset.revision) < Number(old.dataset.revision)) return;
    const focus = focusIn(old);
    if (old.dataset.state === "running" && card.dataset.state === "running") {
      old.querySelector(".card-state").replaceWith(card.querySelector(".card-state"));
      old.dataset.revision = card.dataset.revision;
      htmx.process(old);
    } else {
      if (old.dataset.selected !== undefined) card.dataset.selected = "";
      old.replaceWith(card);
      htmx.process(card);
    }
    changed();
    giveBack(focus);
  }

  function prepend(html) {
    const grid = document.getElementById("cards");
    grid.prepend(made(html));
    htmx.process(grid.firstElementChild);
    changed();
  }

  function remove(card) {
    const next = card.nextElementSibling ?? card.previousElementSibling;
    const held = card.contains(document.activeElement);
    card.remove();
    changed();
    if (held && next?.matches("[data-card]")) next.focus({ preventScroll: true });
  }

  window.studioCards = { replace, prepend, remove };

  // Clips: fetched when a hand or the focus comes, stopped when it goes.
  function play(card, on) {
    const clip = card?.querySelector("video[data-plays]");
    if (!clip) return;
    clip.hidden = !on;
    if (!on) return clip.pause();
    if (!clip.src) clip.src = clip.dataset.plays;
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) clip.play().catch(() => { clip.hidden = true; });
  }
  const cardOf = (target) => (target instanceof Element ? target.closest("[data-card]") : null);
  const crossing = (event, on) => {
    const card = cardOf(event.target);
    if (card && card !== cardOf(event.relatedTarget)) play(card, on);
  };
  document.addEventListener("pointerover", (event) => crossing(event, true));
  document.addEventListener("pointerout", (event) => crossing(event, false));
  document.addEventListener("focusin", (event) => crossing(event, true));
  document.addEventListener("focusout", (event) => crossing(event, false));

  // A menu opens beside its button, wholly inside the window.
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.(".card-menu")) return;
    if (event.newState !== "open") return menu.removeAttribute("style"); // htmx would carry it over, and the policy forbids that
    const button = document.querySelector(`[popovertarget="${menu.id}"]`).getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const below = button.bottom + 6 + height < innerHeight;
    menu.style.left = `${Math.max(8, Math.min(button.right - width, innerWidth - width - 8))}px`;
    menu.style.top = `${below ? button.bottom + 6 : Math.max(8, button.top - height - 6)}px`;
    menu.querySelector("a, button").focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.(".card-menu:popover-open");
    if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const items = [...menu.querySelectorAll("a, button")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    items.at((items.indexOf(event.target) + step) % items.length).focus();
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // A link out of a menu that fills the composer on this very page leaves the menu behind.
  document.addEventListener("click", (event) => {
    event.target.closest?.(".card-menu")?.hidePopover();
  });

  // The answer to an order may come after the bell of the same order: one card for one work.
  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id !== "cards") return;
    event.detail.fragment.querySelectorAll("[data-card]").forEach((card) => document.getElementById(card.id)?.remove());
  });

  document.body.addEventListener("cards:gone", (event) => {
    event.detail.ids.map((id) => document.getElementById(id)).forEach((card) => { if (card) remove(card); });
  });

  let focus = null;
  document.body.addEventListener("htmx:beforeSwap", (event) => { focus = focusIn(event.detail.target.closest?.("[data-card]")); });
  document.body.addEventListener("htmx:afterSwap", () => { giveBack(focus); focus = null; });
  document.body.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("[data-undo-card]:not([data-timed])").forEach((button) => {
      button.dataset.timed = "";
      setTimeout(() => { if (button.isConnected) remove(button.closest("[data-card]")); }, UNDO_MS);
    });
    changed();
  });
})();
