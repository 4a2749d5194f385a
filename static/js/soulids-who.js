// Who plays in an order: chips in the composer, added from the picker's dialog, each with the strength of its likeness.
(() => {
  const row = () => document.querySelector("#order-form [data-who]");
  const chips = () => [...row().querySelectorAll("[data-cast]")];

  // The composer hears of it as of any other change: it asks for the price and keeps the draft.
  const changed = () => row().dispatchEvent(new Event("change", { bubbles: true }));

  async function add(reference, dialog) {
    const pk = reference.split(":")[1];
    if (!chips().some((chip) => chip.dataset.cast === pk)) {
      const query = new URLSearchParams({ reference, composer: document.getElementById("order-form").dataset.composer });
      const answer = await fetch(`${row().dataset.castUrl}?${query}`, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return htmx.trigger(document.body, "toast", { text: document.getElementById("toasts").dataset.trouble, is: "bad" });
      row().querySelector("[data-who-add]").insertAdjacentHTML("beforebegin", await answer.text());
      changed();
    }
    dialog?.close();
    chips().at(-1)?.querySelector("[data-strength]").focus();
  }

  function remove(chip) {
    chip.remove();
    changed();
    row().querySelector("[data-who-add]").focus();
  }

  // A slider that nobody has moved says nothing: the model's usual way stands.
  function unset(slider) {
    slider.removeAttribute("name");
    slider.value = slider.defaultValue;
    slider.nextElementSibling.value = row().dataset.usual;
    changed();
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-strength]")) event.target.name = event.target.dataset.strength;
  }, true);
  document.addEventListener("dblclick", (event) => {
    if (event.target.matches?.("[data-strength]")) unset(event.target);
  });
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest?.("dialog [data-cast-this]");
    if (chosen && row() && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      add(chosen.dataset.castThis, chosen.closest("dialog"));
    }
    const gone = event.target.closest?.("[data-uncast]");
    if (gone && row()?.contains(gone)) {
      event.preventDefault();
      remove(gone.closest("[data-cast]"));
    }
  });
  document.addEventListener("keydown", (event) => {
    const chip = event.target.closest?.("[data-cast]");
    if (!chip || !row()?.contains(chip)) return;
    if (event.key === "Delete") {
      event.preventDefault();
      remove(chip);
    } else if (event.key === "Backspace" && event.target.matches("[data-strength]")) {
      event.preventDefault();
      unset(event.target);
    }
  });
})();
