// Every field of a storyboard keeps itself shortly after the last key, and says so.
(() => {
  const { board, unsaved, stale } = window.storyboard;
  const AFTER_KEYS_MS = 600, AFTER_CHOICE_MS = 60;
  const timers = new Map();
  const formOf = (target) => target.closest?.("form[data-saves]");

  function say(which) {
    const place = document.getElementById("saved");
    place.textContent = which ? place.dataset[which] : "";
  }

  function later(form, wait) {
    unsaved.add(form);
    say("saving");
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), wait));
  }

  function save(form) {
    clearTimeout(timers.get(form));
    timers.delete(form);
    if (!stale.hidden || !form.isConnected) return say("unsaved");
    htmx.trigger(form, "save");
  }

  board.addEventListener("input", (event) => {
    const form = formOf(event.target);
    if (form && event.target.type !== "file") later(form, AFTER_KEYS_MS);
  });
  board.addEventListener("change", (event) => {
    const form = formOf(event.target);
    if (form && event.target.type !== "file") later(form, AFTER_CHOICE_MS);
  });

  // What is sent is no longer unsaved; what is refused is again.
  document.body.addEventListener("htmx:beforeSend", (event) => {
    const form = event.detail.elt;
    if (!form.matches("form[data-saves]")) return;
    unsaved.delete(form);
    clearTimeout(timers.get(form));
    timers.delete(form);
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.requestConfig.elt; // which may be gone from the page by now
    if (!form.matches("form[data-saves]")) return;
    if (!event.detail.successful) unsaved.add(form);
    if (event.detail.successful) say(unsaved.size ? "saving" : "saved");
    else say("unsaved");
  });

  // A deed at one card first keeps what stands in the others: cards may be drawn anew.
  board.addEventListener("submit", (event) => {
    [...timers.keys()].filter((form) => form !== event.target).forEach(save);
  }, true);
  window.addEventListener("online", () => unsaved.forEach(save));

  window.addEventListener("pagehide", () => {
    if (stale.hidden) unsaved.forEach((form) => navigator.sendBeacon(form.action, new FormData(form)));
  });

  board.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-step]");
    if (!button) return;
    const field = button.parentElement.querySelector("input");
    if (Number(button.dataset.step) > 0) field.stepUp();
    else field.stepDown();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
