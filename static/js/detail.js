// One work's page: keys to its neighbours, the words to the clipboard, the heart.
(() => {
  const free = (event) => !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select, video, audio, [popover], dialog");
  const KEYS = {
    ArrowLeft: "[data-newer]",
    ArrowRight: "[data-older]",
    f: "[data-key=favourite]",
    r: "[data-key=reuse]",
  };

  document.addEventListener("keydown", (event) => {
    const selector = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (selector && free(event)) document.querySelector(`#detail ${selector}`)?.click();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent);
    htmx.trigger(document.body, "toast", { text: button.dataset.copied, is: "good" });
  });

  // While it is made a card stands here; once that is over, by push or by poll, the page is fetched anew around it.
  document.addEventListener("cards:changed", () => {
    const detail = document.getElementById("detail");
    const card = detail.querySelector(".detail-pic > [data-card]:not([data-open])");
    if (!card || card.dataset.state === detail.dataset.shown) return;
    detail.dataset.shown = card.dataset.state;
    htmx.trigger(detail, "over");
  });

  // The heart outside a card: its answer is a card that this page does not show, so the button turns itself over.
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const heart = event.target.closest?.("#detail [data-heart]");
    if (!heart || heart.closest("[data-card]") || !event.detail.successful) return;
    const on = heart.getAttribute("aria-pressed") !== "true";
    heart.setAttribute("aria-pressed", String(on));
    heart.value = on ? "" : "1";
  });
})();
