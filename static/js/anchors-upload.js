// New anchors on their gallery: files dropped, pasted or chosen, each with a row of its own; or one from the library.
(() => {
  const form = document.getElementById("anchor-new");
  const library = document.getElementById("anchor-library");
  if (!form) return;
  const rows = document.getElementById("anchor-uploads");
  const drop = form.querySelector("[data-drop]");

  function busyRow(file) {
    const row = Object.assign(document.createElement("div"), { className: "verdict" });
    row.dataset.verdict = "busy";
    const name = Object.assign(document.createElement("div"), { className: "file" });
    name.append(Object.assign(document.createElement("span"), { textContent: file.name }));
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    row.append(name, bar);
    rows.append(row);
    return row;
  }

  function lost(row, said) {
    const words = Object.assign(document.createElement("span"), { className: "status", textContent: said });
    words.dataset.is = "bad";
    row.dataset.verdict = "bad";
    row.querySelector("progress")?.replaceWith(words);
  }

  function landed(row, request) {
    const told = JSON.parse(request.getResponseHeader("HX-Trigger") ?? "{}");
    Object.entries(told).forEach(([name, detail]) => htmx.trigger(document.body, name, detail));
    if (request.responseText.includes("data-card")) {
      row.remove();
      studioCards.prepend(request.responseText);
    } else if (request.responseText.includes("data-verdict")) {
      row.outerHTML = request.responseText;
    } else {
      lost(row, told.toast?.text ?? document.getElementById("toasts").dataset.trouble);
    }
  }

  function send(file) {
    const row = busyRow(file);
    const body = new FormData();
    body.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    request.upload.addEventListener("progress", (event) => {
      row.querySelector("progress").value = event.lengthComputable ? (100 * event.loaded) / event.total : 50;
    });
    request.addEventListener("load", () => landed(row, request));
    request.addEventListener("error", () => lost(row, document.getElementById("toasts").dataset.offline));
    request.send(body);
  }

  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.setAttribute("data-over", "");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.removeAttribute("data-over"); });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.removeAttribute("data-over");
    [...event.dataTransfer.files].forEach(send);
  });
  document.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    [...files].forEach(send);
  });
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-anchor-files]")) return;
    [...event.target.files].forEach(send);
    event.target.value = "";
  });

  document.addEventListener("click", (event) => {
    event.target.closest?.("[data-dismiss]")?.closest(".verdict").remove();
    event.target.closest?.("[data-close-dialog]")?.closest("dialog")?.close();
    const opener = event.target.closest?.("[data-anchor-library]");
    if (!opener || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    library.replaceChildren();
    library.showModal();
    htmx.ajax("GET", opener.dataset.anchorLibrary, { target: library, swap: "innerHTML" }).then(() => {
      library.querySelector("[autofocus]")?.focus();
    });
  });
})();
