// One socket for the page. A message is a card drawn for this reader; while the socket is down, open cards are asked for.
(() => {
  const place = document.getElementById("live");
  if (!place) return;
  const POLL_MS = 3000, FIRST_WAIT_MS = 500, LONGEST_WAIT_MS = 15000;
  const OVER = ["done", "failed", "cancelled", "deleted"];
  const told = new Set();
  const held = new Map(); // what came for a card whose own request was under way: its answer goes first
  const seen = new WeakMap();
  let socket, wait = FIRST_WAIT_MS, wasDown = false;

  const isUp = () => socket?.readyState === WebSocket.OPEN;
  const openCards = () => document.querySelectorAll("[data-card][data-open]");

  function tell(message, stateBefore) {
    const ended = OVER.includes(message.state) && !OVER.includes(stateBefore ?? "queued");
    if (!message.said || !ended || told.has(message.id)) return;
    told.add(message.id);
    const is = message.state === "done" ? "good" : "bad";
    htmx.trigger(document.body, "toast", { text: message.said, is });
  }

  function takesNew(composer) {
    const wanted = document.getElementById("cards")?.dataset.takesNew;
    return wanted === "any" || (wanted && wanted === composer);
  }

  function card(message) {
    const old = document.getElementById(message.id);
    const before = old?.dataset.state ?? (message.fresh ? "queued" : message.state);
    if (old) {
      studioCards.replace(old, message.html);
    } else if (message.fresh && takesNew(message.composer)) {
      studioCards.prepend(message.html);
    }
    tell(message, before);
  }

  function header(message) {
    const template = document.createElement("template");
    template.innerHTML = message.html;
    [...template.content.children].forEach((piece) => document.getElementById(piece.id)?.replaceWith(piece));
    const running = document.querySelector("#header-queue .num")?.textContent ?? "";
    document.querySelectorAll("[data-running]").forEach((number) => { number.textContent = running; });
  }

  const isAsking = (card) => card?.matches(".htmx-request") || card?.querySelector(".htmx-request");

  function hear(message) {
    if (message.id && isAsking(document.getElementById(message.id))) held.set(message.id, message);
    else HEARD[message.type]?.(message);
  }

  document.body.addEventListener("htmx:afterRequest", () => setTimeout(() => {
    const waiting = [...held.values()];
    held.clear();
    waiting.forEach(hear);
  }, 50));

  const HEARD = {
    card,
    header,
    // Deleted and taken back within a moment: word of the first may be heard after the answer to the second.
    gone: ({ id, revision }) => {
      const old = document.getElementById(id);
      const isOlder = revision !== null && revision < Number(old?.dataset.revision);
      if (old && old.dataset.state !== "deleted" && !isOlder) studioCards.remove(old);
    },
  };

  function refresh() {
    openCards().forEach((open) => htmx.trigger(open, "poll"));
    htmx.ajax("GET", place.dataset.statusUrl, { source: place, swap: "none" });
  }

  function connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}${place.dataset.socket}`);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT_MS;
      if (wasDown) refresh();
      wasDown = false;
    });
    socket.addEventListener("message", (event) => {
      hear(JSON.parse(event.data));
    });
    socket.addEventListener("close", (event) => {
      wasDown = true;
      if (event.code === 4401) return; // signed out: the next page says so
      setTimeout(connect, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  }

  // Polling lives as long as the socket is down and something is open.
  setInterval(() => { if (!isUp() && openCards().length && !document.hidden) refresh(); }, POLL_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !isUp()) refresh(); });

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  setInterval(() => {
    document.querySelectorAll("[data-elapsed]").forEach((place) => {
      if (!seen.has(place)) seen.set(place, performance.now() - 1000 * Number(place.dataset.elapsed));
      place.textContent = clock((performance.now() - seen.get(place)) / 1000);
    });
  }, 1000);

  connect();
})();
