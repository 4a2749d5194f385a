// The dialogs of the sound panel: what makes a sound of words, and what finds one.
(() => {
  const dialog = () => document.getElementById("sound-dialog");
  const { ask, take } = window.soundPanel;

  // Dialogs: their inside is asked for when they are opened, and stands at the panel's clock.
  const redress = (root) => root.querySelectorAll("[data-at-head]").forEach((field) => { field.value = soundPanel.head(); });

  function fill(content) {
    dialog().replaceChildren(...content.children);
    redress(dialog());
    htmx.process(dialog());
    htmx.trigger(dialog(), "htmx:load", { elt: dialog() }); // the button that opens the voices waits for it
  }

  // What was looked for comes with the beginning of the picture in its form.
  htmx.onLoad((element) => { if (dialog()?.contains(element)) redress(dialog()); });

  async function open(link) {
    const menu = link.closest("details.menu-place");
    menu?.removeAttribute("open");
    menu?.querySelector("summary").focus(); // where the dialog gives the focus back to
    const html = await ask(link.href);
    if (!html) return htmx.trigger(document.body, "toast", { text: document.getElementById("toasts").dataset.trouble, is: "bad" });
    const template = document.createElement("template");
    template.innerHTML = html;
    fill(template.content);
    dialog().showModal();
    dialog().querySelector("[autofocus]")?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-sound-opens]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    open(link);
  });

  // Of a form that makes a sound: another model draws it anew, other words and settings its price alone.
  let newest = 0;
  async function price(form, whole) {
    const mine = ++newest;
    const html = await ask(form.action, { method: "POST", body: new FormData(form) });
    if (!html || mine !== newest || !form.isConnected) return;
    const template = document.createElement("template");
    template.innerHTML = html;
    if (whole) {
      fill(template.content);
      return dialog().querySelector("#snd-model")?.focus();
    }
    const fresh = template.content.querySelector("#snd-make-foot"), quoted = template.content.querySelector("[name=quoted]");
    document.getElementById("snd-make-foot")?.replaceWith(fresh);
    form.querySelector("[name=quoted]")?.remove();
    if (quoted) form.prepend(quoted);
  }
  let timer;
  const AFTER_KEYS_MS = 250;
  function typed(event) {
    const form = event.target.closest?.("#snd-make");
    if (!form || (event.type === "change" && !event.target.matches("select"))) return;
    const whole = event.target.matches("[data-redraws]");
    clearTimeout(timer);
    if (whole && event.type === "change") redraw(form);
    else if (!whole && form.querySelector("[name=kind]")) timer = setTimeout(() => price(form, false), AFTER_KEYS_MS);
  }
  ["input", "change"].forEach((name) => document.addEventListener(name, typed)); // a voice from the dialog only changes
  function redraw(form) {
    if (form.querySelector("[name=kind]")) return price(form, true);
    const query = new URLSearchParams({ model: form.elements.model.value, ...(form.elements.shot && { shot: form.elements.shot.value }) });
    ask(`${form.action}?${query}`).then((html) => { if (html) take(html); });
  }

  document.body.addEventListener("sound-made", () => dialog()?.close());
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.closest?.("#snd-found")) dialog().close();
  });

  Object.assign(window.soundPanel, { fill });
})();
