// The two dialogs of the composer: a model, and a picture from the library. Both are pages of their own without scripts.
(() => {
  const models = document.getElementById("model-dialog");
  const files = document.getElementById("pick-dialog");
  const must = new Set();
  let family = "";

  function open(dialog, verb, url, source) {
    dialog.replaceChildren();
    dialog.showModal();
    return htmx.ajax(verb, url, { source, target: dialog, swap: "innerHTML" }).then(() => {
      dialog.querySelector("[autofocus]")?.focus();
    });
  }

  function narrow() {
    const words = models.querySelector("[data-model-words]").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    models.querySelectorAll("label.model").forEach((row) => {
      const can = row.dataset.can.split(" ");
      // not by its price or its time: "2" means the second version
      const said = [...row.querySelectorAll(".name, .about, .does")].map((each) => each.textContent);
      const text = [row.dataset.name, ...said].join(" ").toLowerCase();
      const fits = words.every((word) => text.includes(word)) && [...must].every((key) => can.includes(key)) && (!family || row.dataset.family === family);
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    models.querySelector("[data-no-models]").hidden = shown > 0;
  }

  function tellLoss() {
    const chosen = models.querySelector("label.model:has(:checked)");
    const place = models.querySelector("[data-loses]:not(label)");
    if (chosen && place) place.textContent = chosen.dataset.loses || place.dataset.keeps;
  }

  function press(button, group, on) {
    if (group) models.querySelectorAll(group).forEach((each) => each.setAttribute("aria-pressed", "false"));
    button.setAttribute("aria-pressed", String(on));
    narrow();
  }

  models.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-must-have]");
    if (chip) {
      const key = chip.dataset.mustHave;
      const on = !must.has(key);
      if (on) must.add(key); else must.delete(key);
      press(chip, "", on);
    }
    const kin = event.target.closest("button[data-family]");
    if (kin) {
      family = kin.dataset.family;
      press(kin, "button[data-family]", true);
    }
  });
  models.addEventListener("dblclick", (event) => {
    if (event.target.closest("label.model:not([data-off])")) models.querySelector("form").requestSubmit();
  });
  models.addEventListener("input", (event) => { if (event.target.matches("[data-model-words]")) narrow(); });
  models.addEventListener("change", tellLoss);
  models.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !event.target.matches("[data-model-words]")) return;
    event.preventDefault();
    models.querySelector("label.model:not([hidden]) input:not(:disabled)")?.focus();
  });
  models.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful || !event.target.matches(".picker-form")) return;
    models.close();
    document.getElementById("model-button").focus();
  });

  async function take(link) {
    const slot = document.querySelector(`#order-form [data-slot="${link.dataset.picks}"]`);
    const answer = await fetch(link.dataset.itemUrl, { headers: { "HX-Request": "true" } });
    if (!answer.ok || !slot) return;
    const items = slot.querySelector("[data-items]");
    if (slot.dataset.limit === "1") items.replaceChildren();
    items.insertAdjacentHTML("beforeend", await answer.text());
    document.dispatchEvent(new CustomEvent("slot:changed", { detail: slot }));
    files.close();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-models], [data-pick-from]");
    if (button) {
      event.preventDefault();
      if (button.dataset.models) {
        must.clear();
        family = "";
        open(models, "POST", button.dataset.models, button).then(tellLoss);
      } else {
        open(files, "GET", button.dataset.pickFrom, document.body);
      }
    }
    const link = event.target.closest?.("[data-picks]");
    if (link) {
      event.preventDefault();
      take(link);
    }
    event.target.closest?.("[data-close-dialog]")?.closest("dialog")?.close();
  });
})();
