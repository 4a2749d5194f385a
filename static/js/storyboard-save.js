// Every field of a storyboard keeps itself shortly after the last key, and says so.
(() => {
  const { board, unsaved, stale } = window.storyboard;
  const AFTER_KEYS_MS = 600, AFTER_CHOICE_MS = 60;
  const timers = new Map();
  const deeds = new Map(); // what the button of a card's form asked for, until the form is sent
  const sending = new Set(); // forms on their way: leaving the page drops what the server has not read yet
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
    const typed = event.target.matches("textarea, input:not([type=checkbox])"); // told by its keys already
    if (form && event.target.type !== "file" && (!typed || timers.has(form))) later(form, AFTER_CHOICE_MS);
  });

  // What is sent is no longer unsaved; what is refused is again.
  document.body.addEventListener("htmx:beforeSend", (event) => {
    const form = event.detail.elt;
    if (!form.matches("form[data-saves]")) return;
    unsaved.delete(form);
    sending.add(form);
    clearTimeout(timers.get(form));
    timers.delete(form);
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.requestConfig.elt; // which may be gone from the page by now
    if (!form.matches("form[data-saves]")) return;
    sending.delete(form);
    if (!event.detail.successful) unsaved.add(form);
    if (event.detail.successful) say(unsaved.size ? "saving" : "saved");
    else say("unsaved");
  });

  // A deed at one card first keeps what stands in the others: cards may be drawn anew.
  // A form may have to wait for another one's answer, which takes its pressed button away.
  board.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (submitter?.name && target.matches("[data-shot] form")) deeds.set(target, { [submitter.name]: submitter.value });
    [...timers.keys()].filter((form) => form !== event.target).forEach(save);
  }, true);
  document.body.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters } = event.detail;
    if (!elt.matches("[data-shot] form")) return;
    delete parameters.deed;
    Object.assign(parameters, deeds.get(elt));
    deeds.delete(elt);
  });
  window.addEventListener("online", () => unsaved.forEach(save));

  window.addEventListener("pagehide", () => {
    if (stale.hidden) new Set([...unsaved, ...sending]).forEach((form) => navigator.sendBeacon(form.action, new FormData(form)));
  });

  board.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-step]");
    if (!button) return;
    const field = button.parentElement.querySelector("input");
    if (field.readOnly) return;
    if (Number(button.dataset.step) > 0) field.stepUp();
    else field.stepDown();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  window.storyboard.deeds = deeds;
})();
