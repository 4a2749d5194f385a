// The composer: counts and grows as one types, asks for the price after each change, orders by Ctrl+Enter, keeps the draft.
(() => {
  const QUOTE_AFTER_MS = 120;
  let timer, dirty = false;
  const form = () => document.getElementById("order-form");
  const inForm = (target) => target.closest?.("#order-form");

  function count(words) {
    if (!words) return; // a model that reads none
    const limit = Number(words.dataset.limit);
    const place = document.querySelector("#prompt-count");
    place.querySelector("[data-count]").textContent = words.value.length;
    place.toggleAttribute("data-over", words.value.length > limit);
    if (!CSS.supports("field-sizing", "content")) {
      words.style.height = "auto";
      words.style.height = `${words.scrollHeight}px`;
    }
  }

  function touched() {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      htmx.trigger("#quote", "quote");
    }, QUOTE_AFTER_MS);
  }

  // The draft is kept once the quote has come, not when it is asked for: leaving the page breaks the asking off.
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.id === "quote" && event.detail.successful && !timer) dirty = false;
  });

  document.addEventListener("input", (event) => {
    if (!inForm(event.target) || event.target.type === "file") return;
    if (event.target.id === "prompt") count(event.target);
    if (event.target.type === "range") event.target.nextElementSibling.value = Number(event.target.value).toLocaleString(document.documentElement.lang);
    touched();
  });
  document.addEventListener("change", (event) => {
    if (inForm(event.target) && event.target.type !== "file") touched();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    form().requestSubmit(document.getElementById("make"));
  });

  // Everything that fills the composer is a link; on the composer's own page only the form is fetched.
  function fill(link) {
    if (form().elements.in_cinema) { // its camera is filled too: the room opens anew
      location.assign(`${location.pathname}${new URL(link.href).search}`);
      return;
    }
    htmx.ajax("GET", link.href, { target: "#order-form", swap: "outerHTML" }).then(() => {
      history.replaceState(history.state, "", location.pathname);
      document.getElementById("prompt")?.focus();
      form().scrollIntoView({ block: "start" });
      dirty = true;
    });
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey) return;
    const link = event.target.closest?.("a[data-fills]");
    if (link && new URL(link.href).pathname === new URL(form().action).pathname) {
      event.preventDefault();
      fill(link);
    }
    const gone = event.target.closest?.("[data-remove]");
    if (gone && inForm(gone)) {
      event.preventDefault();
      const slot = gone.closest("[data-slot]");
      gone.closest("[data-item]").remove();
      document.dispatchEvent(new CustomEvent("slot:changed", { detail: slot }));
      slot.querySelector("[data-file]").focus();
    }
    const dice = event.target.closest?.("[data-dice]");
    if (dice) {
      document.getElementById(dice.dataset.dice).value = crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;
      touched();
    }
    const chosen = event.target.closest?.(".form-summary a");
    if (chosen) {
      event.preventDefault();
      const control = document.querySelector(chosen.getAttribute("href"));
      (control?.matches("input, select, textarea") ? control : control?.querySelector("input, select, textarea, button"))?.focus();
    }
  });

  // What is in a slot has changed: its counter, whether it takes more, and the price.
  document.addEventListener("slot:changed", ({ detail: slot }) => {
    const number = slot.querySelectorAll("[data-item]").length;
    const used = slot.querySelector("[data-used]");
    if (used) used.textContent = number;
    slot.querySelector("[data-items]").toggleAttribute("data-full", number >= Number(slot.dataset.limit));
    touched();
  });

  function drawnAnew() {
    document.querySelector("#order-form [data-takes-focus]")?.focus();
    document.querySelectorAll("#order-form [data-slot]").forEach((slot) => {
      slot.querySelector("[data-items]").toggleAttribute("data-full", slot.querySelectorAll("[data-item]").length >= Number(slot.dataset.limit));
    });
    document.querySelectorAll("#order-form [data-file]").forEach((input) => input.removeAttribute("name"));
    count(document.getElementById("prompt"));
  }
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.id === "order-form" || event.detail.target?.id === "order-form") drawnAnew();
  });

  // Left within the pause of typing: the draft goes along, the page need not wait for it.
  window.addEventListener("pagehide", () => {
    if (dirty && form()) navigator.sendBeacon(form().dataset.draftUrl, new FormData(form()));
  });
  drawnAnew();
})();
