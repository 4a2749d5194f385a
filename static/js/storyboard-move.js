// Shots change places: dragged by the handle with mouse, pen or finger, or moved by the arrow keys on it.
(() => {
  const { board, deeds } = window.storyboard;
  const list = () => document.getElementById("shots");
  const shots = () => [...list().querySelectorAll("[data-shot]")];
  const AFTER_KEYS_MS = 250; // so that a walk over several places is one move
  let dragged = null, from = -1, timer;

  // The place goes along with the next sending of the card's form, which may have to wait for others.
  function settle(card, at) {
    const form = card.querySelector("form");
    deeds.set(form, { deed: "to", to: String(at) });
    form.requestSubmit();
  }

  function place(card, at) {
    const others = shots().filter((each) => each !== card);
    list().insertBefore(card, others[at] ?? others.at(-1)?.nextElementSibling ?? null);
  }

  // Where the card would go for a pointer there: after every card whose middle it has passed.
  function under(card, x, y) {
    const others = shots().filter((each) => each !== card);
    return others.filter((each) => {
      const box = each.getBoundingClientRect();
      return y > box.bottom || (y > box.top && x > box.left + box.width / 2);
    }).length;
  }

  board.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.("[data-handle]");
    if (!handle || event.button) return;
    dragged = handle.closest("[data-shot]");
    from = shots().indexOf(dragged);
    handle.setPointerCapture(event.pointerId);
  });
  board.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const at = under(dragged, event.clientX, event.clientY);
    if (at === shots().indexOf(dragged)) return;
    dragged.dataset.dragged = "";
    place(dragged, at);
    const handle = dragged.querySelector("[data-handle]");
    handle.setPointerCapture(event.pointerId); // moving it in the page let go of the pointer
    handle.focus({ preventScroll: true });
  });

  function end(keep) {
    if (!dragged) return;
    const card = dragged, now = shots().indexOf(card);
    dragged = null;
    delete card.dataset.dragged;
    if (!keep) place(card, from);
    else if (now !== from) settle(card, now);
  }
  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));

  board.addEventListener("keydown", (event) => {
    const handle = event.target.closest?.("[data-handle]");
    if (!handle) return;
    if (event.key === "Escape" && dragged) return end(false);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const card = handle.closest("[data-shot]");
    const to = shots().indexOf(card) + (step ?? 0);
    if (!step || to < 0 || to >= shots().length) return;
    event.preventDefault();
    place(card, to);
    handle.focus({ preventScroll: true });
    clearTimeout(timer);
    timer = setTimeout(() => settle(card, shots().indexOf(card)), AFTER_KEYS_MS);
  });
})();
