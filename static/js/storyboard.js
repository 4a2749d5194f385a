// A storyboard takes answers piece by piece: what is typed in a card stays, what has the focus keeps it.
(() => {
  const board = document.getElementById("board");
  const unsaved = new Set(); // forms with something that the server does not have yet
  const waiting = new Set(); // forms that are sent or stand in line for it: out of the page they would be dropped
  const stale = document.getElementById("stale");

  // Tokens, keys and revisions of forms are new in every answer: they make no difference.
  const look = (element) => element.outerHTML.replace(/(name="(?:csrfmiddlewaretoken|key|revision)" value=")[^"]*/g, "$1");
  const hideSpare = (root) => root.querySelectorAll("[data-without-scripts]").forEach((button) => { button.hidden = true; });

  // The focus and open menus outlive the piece that holds them, by their ids.
  function swap(old, fresh) {
    hideSpare(fresh);
    if (look(old) === look(fresh)) return;
    const held = old.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...old.querySelectorAll("details[open][id]")].map((each) => each.id);
    old.replaceWith(fresh);
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    htmx.process(fresh);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
  }

  // What a card's head says holds for the whole card: its frame, and whether its fields can be changed.
  function dress(live) {
    const card = live.closest("[data-shot]");
    if (!card) return;
    card.dataset.st = live.dataset.st;
    card.querySelector("fieldset").disabled = live.hasAttribute("data-locked");
    const seconds = card.querySelector("[name=duration_s]"); // a line that was voiced may have made it longer
    if (!unsaved.has(seconds.form)) [seconds.value, seconds.readOnly] = [live.dataset.seconds, live.hasAttribute("data-fits")];
  }

  function piece(fresh) {
    if (fresh.id === "shots") return cards(fresh);
    const old = document.getElementById(fresh.id);
    if (!old || [...unsaved, ...waiting].some((form) => old.contains(form))) return;
    swap(old, fresh);
    if (fresh.matches("[data-live]")) dress(fresh);
  }

  // Cards that came, went or moved. One in which somebody has typed since keeps its fields, and gets a new head only.
  function cards(fresh) {
    const list = document.getElementById("shots");
    list.dataset.number = fresh.dataset.number;
    const wanted = [...fresh.children];
    const gone = [...list.children].filter((each) => !wanted.some((card) => card.id === each.id));
    const lost = document.activeElement === document.body; // a menu that closes lets go of the focus
    const left = gone.find((each) => each.matches("[data-shot]") && (lost || each.contains(document.activeElement)));
    const at = [...list.children].indexOf(left);
    gone.forEach((each) => each.remove());
    wanted.forEach((card, place) => {
      const old = document.getElementById(card.id);
      const keeps = old && unsaved.has(old.querySelector("form"));
      if (keeps) piece(card.querySelector("[data-live]"));
      else if (old) swap(old, card);
      const now = document.getElementById(card.id) ?? card;
      if (list.children[place] !== now) settle(list, now, place);
    });
    if (left) list.children[Math.min(at, list.children.length - 1)].querySelector("[data-handle], #add-shot")?.focus({ preventScroll: true });
  }

  function settle(list, card, place) {
    const held = card.contains(document.activeElement) ? document.activeElement : null;
    const isNew = !card.isConnected;
    list.insertBefore(card, list.children[place] ?? null);
    if (isNew) htmx.process(card);
    hideSpare(card);
    held?.focus({ preventScroll: true });
  }

  function take(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    [...template.content.children].filter((each) => each.id).forEach(piece);
    document.dispatchEvent(new CustomEvent("board:taken"));
  }

  const isOurs = (element) => board.contains(element) && !element.closest("dialog, [data-elsewhere]");

  // One asking at a time: what has changed meanwhile is asked for after it.
  let asking = false, again = false;
  async function price() {
    again = true;
    if (asking) return;
    asking = true;
    while (again) {
      again = false;
      const answer = await fetch(board.dataset.priceUrl, { headers: { "HX-Request": "true" } }).catch(() => null);
      if (answer?.ok && !answer.redirected) take(await answer.text());
    }
    asking = false;
  }

  // What something else on the page has changed: as it stands now, with its price.
  async function refresh() {
    const answer = await fetch(board.dataset.liveUrl, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) take(await answer.text());
    price();
  }

  function seen(revision) {
    board.dataset.revision = revision;
    board.querySelectorAll("input[name=revision]").forEach((each) => { each.value = revision; });
  }

  // An answer that was drawn before the newest save tells of an older board.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, elt, requestConfig } = event.detail;
    if (!isOurs(elt) && elt !== document.body) return;
    waiting.delete(requestConfig.elt);
    event.detail.shouldSwap = false;
    if (xhr.status !== 200 && xhr.status !== 422) return;
    const told = JSON.parse(xhr.getResponseHeader("HX-Trigger") || "{}").board;
    if (told && told.revision < Number(board.dataset.revision)) return;
    const before = document.getElementById("pulse").dataset.stamp;
    take(xhr.responseText);
    if (told) {
      if (!told.asked) seen(told.revision);
      if (!told.asked || document.getElementById("pulse").dataset.stamp !== before) price();
    }
  });
  document.body.addEventListener("board-stale", (event) => {
    stale.dataset.revision = event.detail.revision;
    stale.hidden = false;
  });
  document.body.addEventListener("board-focus", (event) => {
    setTimeout(() => document.getElementById(event.detail.id)?.focus());
  });

  board.addEventListener("click", (event) => {
    const bit = event.target.closest?.("[data-bit]");
    if (bit) document.dispatchEvent(new CustomEvent("player:seek", { detail: { shot: bit.dataset.bit } }));
  });

  stale.querySelector("[data-keep-mine]").addEventListener("click", () => {
    seen(Number(stale.dataset.revision));
    stale.hidden = true;
    unsaved.forEach((form) => htmx.trigger(form, "save"));
  });

  board.addEventListener("submit", (event) => { if (isOurs(event.target)) waiting.add(event.target); });
  document.body.addEventListener("htmx:afterRequest", (event) => waiting.delete(event.detail.requestConfig.elt));

  window.storyboard = { board, unsaved, stale, seen, refresh };
  price();
})();
