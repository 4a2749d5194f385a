// Toasts from the server (messages, HX-Trigger "toast") and words for screen readers (HX-Trigger "announce").
(() => {
  const SECONDS = 6, SECONDS_TO_UNDO = 10;
  const ICONS = { good: "circle-check", bad: "circle-alert" };
  const place = document.getElementById("toasts");
  const words = place.dataset;

  function button(text, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.dataset.size = "s";
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  }

  // It stays while a hand or the focus is on it.
  function leaveAfter(toast, seconds) {
    let timer;
    const start = () => { timer = setTimeout(() => toast.remove(), seconds * 1000); };
    const stop = () => clearTimeout(timer);
    toast.addEventListener("pointerenter", stop);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("pointerleave", start);
    toast.addEventListener("focusout", start);
    start();
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${words.sprite}#i-${name}`);
    svg.append(use);
    return svg;
  }

  function closable(toast) {
    const close = button("", () => toast.remove());
    close.append(icon("x"));
    close.dataset.variant = "quiet";
    close.dataset.icon = "";
    close.classList.add("end");
    close.setAttribute("aria-label", words.close);
    toast.append(close);
  }

  function show({ text, is = "plain", undo = "" }) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.dataset.is = is;
    if (ICONS[is]) toast.append(icon(ICONS[is]));
    const said = document.createElement("span");
    said.textContent = text;
    toast.append(said);
    if (undo) {
      toast.append(button(words.undo, () => {
        toast.remove();
        htmx.ajax("POST", undo, { source: document.body, swap: "none" });
      }));
    }
    closable(toast);
    place.append(toast);
    leaveAfter(toast, undo ? SECONDS_TO_UNDO : SECONDS);
  }

  place.querySelectorAll(".toast").forEach((toast) => {
    closable(toast);
    if (toast.dataset.is !== "bad") leaveAfter(toast, SECONDS);
  });

  document.body.addEventListener("toast", (event) => show(event.detail));
  document.body.addEventListener("announce", (event) => {
    document.getElementById("announcer").textContent = event.detail.text ?? event.detail.value;
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Trigger")) show({ text: words.trouble, is: "bad" });
  });
  document.body.addEventListener("htmx:sendError", () => show({ text: words.offline, is: "bad" }));
})();
