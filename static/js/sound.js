// The sound panel takes answers part by part, by their ids: what has the focus keeps it, what is being dragged waits.
(() => {
  const panel = () => document.querySelector("[data-sound]");
  const seen = new Map(); // of each part the last answer: what scripts have drawn into it makes no difference
  const USABLE = "button:enabled, a[href], input:enabled";
  const unsaved = new Set(); // whoever has something that the server does not know yet
  const facts = () => document.getElementById("snd-pulse").dataset;
  const told = (name) => htmx.trigger(document.body, "toast", { text: panel().dataset[name], is: "bad" });

  const look = (element) => element.outerHTML.replace(/((?:name="(?:csrfmiddlewaretoken|key|revision)" value|data-key)=")[^"]*/g, "$1");
  const hideSpare = (root) => root.querySelectorAll("[data-without-scripts]").forEach((button) => { button.hidden = true; });

  function part(fresh) {
    const old = document.getElementById(fresh.id), now = look(fresh);
    const isBusy = fresh.matches("[data-lane], [data-fields]") && (unsaved.size || old?.querySelector("input:active")); // a slider is held
    if (!old || isBusy || seen.get(fresh.id) === now) return;
    seen.set(fresh.id, now);
    hideSpare(fresh);
    const within = old.contains(document.activeElement), held = within ? document.activeElement.id : "";
    const open = [...old.querySelectorAll("details[open][id]")].map((each) => each.id);
    old.replaceWith(fresh);
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    htmx.process(fresh);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    if (within && !fresh.matches("[data-lane]") && document.activeElement === document.body) fresh.querySelector(USABLE)?.focus({ preventScroll: true });
  }

  // A button lets go of the focus while it is disabled: it gets it back, or what has come into its place.
  let pressed = null;
  document.body.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    const button = document.activeElement;
    if (isOurs(elt) && elt.matches("form") && elt.contains(button)) pressed = { id: button.id, part: button.closest("[data-part]")?.id };
  });
  function refocus() {
    const { id, part: place } = pressed;
    pressed = null;
    [document.getElementById(id), document.getElementById(place)?.querySelector(USABLE), panel().querySelector("#snd-play")].some((each) => {
      each?.focus({ preventScroll: true });
      return each && each === document.activeElement;
    });
  }

  function take(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    if (template.content.querySelector("[data-sound-form]")) return soundPanel.fill(template.content);
    template.content.querySelectorAll("[data-part]").forEach(part);
    if (pressed && document.activeElement === document.body) refocus();
    panel().querySelectorAll("input[name=revision]").forEach((each) => { each.value = facts().revision; });
    document.dispatchEvent(new CustomEvent("sound:taken"));
  }

  const isOurs = (element) => panel()?.contains(element);

  // Requests wait for one another: each goes with the revision that the one before it has left.
  document.body.addEventListener("htmx:configRequest", ({ detail }) => {
    if (isOurs(detail.elt) && detail.formData.has("revision")) detail.formData.set("revision", facts().revision);
  });

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, elt, target } = event.detail;
    if (!panel() || !(isOurs(elt) || elt === document.body) || target.closest?.("dialog")) return;
    if (elt === document.body && !xhr.responseText.includes('id="snd-pulse"')) return;
    event.detail.shouldSwap = false;
    if ([200, 409, 422].includes(xhr.status)) take(xhr.responseText);
  });

  async function ask(url, options = {}) {
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, ...options }).catch(() => null);
    if (answer?.redirected || !answer || answer.status >= 500) return null;
    return answer.text();
  }

  document.body.addEventListener("sound-stale", () => told("stale"));

  // The board on the same page: what the panel changes of it is no other tab's doing, and what changes there is drawn here.
  document.body.addEventListener("sound-board", (event) => {
    window.storyboard?.seen(event.detail.revision);
    window.storyboard?.refresh();
  });
  let long = "";
  document.addEventListener("sound:taken", () => {
    if (!panel()) return;
    if (long && long !== facts().seconds) window.storyboard?.refresh(); // a shot has become as long as its line
    long = facts().seconds;
  });
  const live = () => { if (panel()) ask(`${panel().dataset.url}?live=1`).then((html) => { if (html) take(html); }); };
  let stands = "", wait;
  document.addEventListener("board:taken", () => {
    const now = [document.getElementById("board").dataset.revision, document.getElementById("pulse").dataset.stamp, document.getElementById("player-state").dataset.version].join(" ");
    if (stands && now !== stands) { clearTimeout(wait); wait = setTimeout(live, 300); }
    stands = now;
  });

  htmx.onLoad((element) => {
    if (!panel() || !(element === panel() || element.contains(panel()))) return;
    seen.clear();
    panel().querySelectorAll("[data-part]").forEach((each) => seen.set(each.id, look(each)));
    hideSpare(panel());
    document.dispatchEvent(new CustomEvent("sound:begin"));
    document.dispatchEvent(new CustomEvent("sound:taken"));
  });

  window.soundPanel = { panel, facts, unsaved, take, told, ask, live, fill: () => {}, head: () => 0 };
})();
