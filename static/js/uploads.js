// Files for the slots: dropped, pasted or chosen. Each goes up by itself, with a row of its own until it stands.
(() => {
  const form = () => document.getElementById("order-form");
  const rows = () => document.getElementById("uploads");
  const slots = () => [...document.querySelectorAll("#order-form [data-slot]")];
  const room = (slot) => Number(slot.dataset.limit) - slot.querySelectorAll("[data-item]").length;

  function busyRow(file) {
    const row = document.createElement("div");
    row.className = "verdict";
    row.dataset.verdict = "busy";
    const name = document.createElement("div");
    name.className = "file";
    name.append(Object.assign(document.createElement("span"), { textContent: file.name }));
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    row.append(name, bar);
    rows().append(row);
    return row;
  }

  function landed(slot, row, request) {
    if (request.status === 200) {
      row.remove();
      const items = slot.querySelector("[data-items]");
      if (slot.dataset.limit === "1") items.replaceChildren();
      items.insertAdjacentHTML("beforeend", request.responseText);
      document.dispatchEvent(new CustomEvent("slot:changed", { detail: slot }));
    } else if (request.responseText.includes("data-verdict")) {
      row.outerHTML = request.responseText;
    } else {
      lost(row);
    }
  }

  function lost(row) {
    row.dataset.verdict = "bad";
    const words = document.createElement("span");
    words.className = "status";
    words.dataset.is = "bad";
    words.textContent = document.getElementById("toasts").dataset.offline;
    row.querySelector("progress")?.replaceWith(words);
  }

  function send(slot, file) {
    const row = busyRow(file);
    const body = new FormData();
    body.append("file", file);
    body.append("role", slot.dataset.slot);
    body.append("composer", form().dataset.composer);
    const request = new XMLHttpRequest();
    request.open("POST", form().dataset.uploadUrl);
    request.setRequestHeader("X-CSRFToken", form().querySelector("[name=csrfmiddlewaretoken]").value);
    request.upload.addEventListener("progress", (event) => {
      row.querySelector("progress").value = event.lengthComputable ? (100 * event.loaded) / event.total : 50;
    });
    request.addEventListener("load", () => landed(slot, row, request));
    request.addEventListener("error", () => lost(row));
    request.send(body);
  }

  function take(slot, files) {
    const most = slot.dataset.limit === "1" ? 1 : room(slot);
    [...files].slice(0, Math.max(most, 1)).forEach((file) => send(slot, file));
  }

  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  const slotUnder = (event) => event.target.closest?.("[data-slot]") ?? (event.target.closest?.("#order-form") ? slots().find((slot) => room(slot) > 0) ?? slots()[0] : null);

  function over(slot) {
    document.querySelectorAll("[data-drop][data-over]").forEach((drop) => drop.removeAttribute("data-over"));
    slot?.querySelector("[data-drop]")?.setAttribute("data-over", "");
  }
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    const slot = slotUnder(event);
    over(slot);
    if (slot) event.preventDefault();
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(null); });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    const slot = slotUnder(event);
    over(null);
    if (!slot) return;
    event.preventDefault();
    take(slot, event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length || document.querySelector("dialog[open]")) return;
    const slot = slotUnder(event) ?? slots()[0];
    if (!slot) return;
    event.preventDefault();
    take(slot, files);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("#order-form [data-file]")) return;
    take(event.target.closest("[data-slot]"), event.target.files);
    event.target.value = "";
  });
  document.addEventListener("click", (event) => event.target.closest?.("[data-dismiss]")?.closest(".verdict").remove());
})();
