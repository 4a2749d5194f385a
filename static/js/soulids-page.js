// The page of one Soul ID: what deleting it means is shown in a dialog; without scripts it is a page.
(() => {
  const dialog = document.getElementById("soul-dialog");
  if (!dialog) return;

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-soul-delete]");
    if (opener && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      dialog.replaceChildren();
      dialog.showModal();
      htmx.ajax("GET", opener.href, { target: dialog, swap: "innerHTML" }).then(() => {
        dialog.querySelector("[data-close-dialog]")?.focus();
      });
    }
    const close = event.target.closest?.("[data-close-dialog]");
    if (close && dialog.contains(close)) {
      event.preventDefault();
      dialog.close();
    }
  });
})();
