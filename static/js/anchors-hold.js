// What an order holds to: chips in the composer, added from the picker's dialog, taken out with a key.
(() => {
  const row = () => document.querySelector("#order-form [data-hold]");
  const chips = () => [...row().querySelectorAll("[data-held]")];

  // The composer hears of it as of any other change: it asks for the price and keeps the draft.
  function changed() {
    row().querySelector("[data-holds]").toggleAttribute("data-full", chips().length >= Number(row().dataset.most));
    row().dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function add(reference, dialog) {
    const pk = reference.split(":")[1];
    const full = chips().length >= Number(row().dataset.most);
    if (!full && !chips().some((chip) => chip.dataset.held === pk)) {
      const query = new URLSearchParams({ reference, composer: document.getElementById("order-form").dataset.composer });
      const answer = await fetch(`${row().dataset.heldUrl}?${query}`, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return htmx.trigger(document.body, "toast", { text: document.getElementById("toasts").dataset.trouble, is: "bad" });
      row().querySelector("[data-hold-add]").insertAdjacentHTML("beforebegin", await answer.text());
      changed();
    }
    dialog?.close();
    (chips().at(-1)?.querySelector("select") ?? row().querySelector("[data-hold-add]")).focus();
  }

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest?.("dialog [data-hold-this]");
    if (chosen && row() && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      add(chosen.dataset.holdThis, chosen.closest("dialog"));
    }
    const gone = event.target.closest?.("[data-unhold]");
    if (gone && row()?.contains(gone)) {
      event.preventDefault();
      gone.closest("[data-held]").remove();
      changed();
      row().querySelector("[data-hold-add]").focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const chip = event.target.closest?.("[data-held]");
    if (!chip || !row()?.contains(chip) || !["Delete", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    chip.querySelector("[data-unhold]").click();
  });
})();
