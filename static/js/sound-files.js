// A file of one's own on a lane: it is kept in the library first, as every upload is.
(() => {
  const { panel } = window.soundPanel;
  const trouble = (text) => htmx.trigger(document.body, "toast", { text: text || document.getElementById("toasts").dataset.trouble, is: "bad" });

  async function lay(field) {
    const place = field.closest("label"), token = panel().querySelector("[name=csrfmiddlewaretoken]").value, body = new FormData();
    Object.entries({ file: field.files[0], role: "reference_audio", composer: "sound" }).forEach(([name, value]) => body.append(name, value));
    place.setAttribute("aria-busy", "true");
    const answer = await fetch(field.dataset.uploadUrl, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
    place.removeAttribute("aria-busy");
    field.value = "";
    const template = document.createElement("template");
    template.innerHTML = answer ? await answer.text() : "";
    const item = template.content.querySelector("[data-item]");
    if (!answer?.ok || !item) return trouble(template.content.querySelector(".status")?.textContent.trim());
    field.closest("details").removeAttribute("open");
    const values = { asset: item.dataset.item, starts_s: soundPanel.head(), csrfmiddlewaretoken: token };
    htmx.ajax("POST", field.dataset.addUrl, { source: panel(), swap: "none", values });
  }

  document.addEventListener("change", (event) => { if (event.target.matches?.("[data-sound-file]") && event.target.files[0]) lay(event.target); });
})();
