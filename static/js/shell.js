// The shell: dialogs, menus, shortcuts, forms that send themselves. Everything here has a way without scripts.
(() => {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  // A field of a dialog that has just been closed may still have the focus for a moment.
  const typing = (target) =>
    target.closest("input, textarea, select, [contenteditable]") !== null && !target.closest("dialog:not([open])");
  const openMenus = () => document.querySelectorAll("details.menu-place[open]");

  function openDialog(id) {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return false;
    openMenus().forEach((menu) => { menu.open = false; });
    dialog.showModal();
    return true;
  }

  function dressUp(root) {
    if (mac) root.querySelectorAll("[data-mac]").forEach((key) => { key.textContent = key.dataset.mac; });
    root.querySelector("[data-takes-focus]")?.focus();
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener && openDialog(opener.dataset.openDialog)) event.preventDefault();
    if (event.target.matches("dialog")) event.target.close(); // a click on the scrim lands on the dialog itself
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    } else if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey) {
      if (openDialog("search-dialog")) event.preventDefault();
    } else if (event.key === "?" && !typing(event.target) && !document.querySelector("dialog[open]")) {
      openDialog("shortcuts-dialog");
    }
  });

  // Times are written by the server in the reader's own zone, from the second page on.
  const clock = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (clock && !document.cookie.includes(`clock=${clock}`)) {
    document.cookie = `clock=${clock}; path=/; max-age=31536000; samesite=lax`;
  }

  // Filters send themselves; their button is for those without scripts.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-sends-itself]");
    if (form) form.requestSubmit();
  });
  document.querySelectorAll("[data-without-scripts]").forEach((button) => { button.hidden = true; });

  // One press, one sending: a second press of a plain form's button while the page is on its way does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  document.body.addEventListener("htmx:afterSwap", (event) => dressUp(event.detail.elt));
  dressUp(document);
})();
