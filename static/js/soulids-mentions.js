// "@" in the prompt offers the people that there are. A list box of the text field: arrows, Enter or Tab, Escape.
(() => {
  const BEGUN = /(?<![\p{L}\p{N}_/+%@-])@([\p{L}\p{N}_]{0,40})$/u;
  const FIELDS = "#order-form #prompt, [data-mentions]";
  const prompt = () => (field?.isConnected ? field : document.querySelector(FIELDS));
  const who = () => document.querySelector("#order-form [data-who], [data-handles-url]");
  const box = document.createElement("ul");
  Object.assign(box, { className: "mentions", id: "mentions", hidden: true });
  box.setAttribute("role", "listbox");
  let known = null, asking = false;
  let field = null; // of a page with many of them, the one in which somebody types

  function dress() {
    const field = prompt();
    if (!field || !who()) return;
    if (box.parentElement !== field.closest(".prompt-box")) field.closest(".prompt-box").append(box);
    if (field.hasAttribute("aria-controls")) return;
    box.setAttribute("aria-label", who().dataset.handlesLabel ?? who().querySelector(".field-label").firstChild.textContent.trim());
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", "mentions");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("autocomplete", "off");
  }

  async function load() {
    if (known || asking) return;
    asking = true;
    const answer = await fetch(who().dataset.handlesUrl, { headers: { "HX-Request": "true" } }).catch(() => null);
    asking = false;
    if (!answer?.ok || answer.redirected) return; // led on to the page to sign in: these are no names
    box.innerHTML = await answer.text();
    known = [...box.children];
    offer();
  }

  const begun = () => BEGUN.exec(prompt().value.slice(0, prompt().selectionStart))?.[1]?.toLowerCase();
  const shown = () => (known ?? []).filter((option) => !option.hidden);
  const active = () => box.querySelector('[aria-selected="true"]');

  function point(option) {
    active()?.setAttribute("aria-selected", "false");
    if (!option) return prompt().removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    prompt().setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    if (box.hidden) return;
    box.hidden = true;
    point(null);
    prompt()?.setAttribute("aria-expanded", "false");
  }

  function offer() {
    const letters = begun();
    if (letters === undefined) return close();
    if (!known) return load();
    known.forEach((option) => {
      option.hidden = !(option.dataset.handle.startsWith(letters) || option.dataset.name.split(" ").some((word) => word.startsWith(letters)));
    });
    const first = shown()[0];
    if (!first) return close();
    box.hidden = false;
    prompt().setAttribute("aria-expanded", "true");
    point(first);
  }

  function take(option) {
    const field = prompt(), end = field.selectionStart;
    const start = end - begun().length;
    field.setRangeText(`${option.dataset.handle} `, start, end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  function step(by) {
    const all = shown();
    point(all.at((all.indexOf(active()) + by) % all.length));
  }

  document.addEventListener("input", (event) => { if (event.target === prompt()) offer(); });
  document.addEventListener("keydown", (event) => {
    if (event.target !== prompt() || box.hidden) return;
    const does = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: () => take(active()), Tab: () => take(active()), Escape: close }[event.key];
    if (!does || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }, true);
  box.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault(); // the focus stays where one types
    if (option) take(option);
  });
  document.addEventListener("focusout", (event) => { if (event.target === prompt()) close(); });
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(FIELDS)) return;
    field = event.target;
    dress();
  });
  document.body.addEventListener("htmx:afterSettle", dress);
  dress();
})();
