// A board's player: the animatic or the film, with marks where shots begin, captions, safe areas and keys.
(() => {
  const kept = { captions: true, safe: false, reel: "", wanted: false }; // what was chosen outlives a new clip
  const player = () => document.getElementById("player");
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  const FRAME_S = 1 / 24, STEP_S = 1;
  const chosen = () => player()?.querySelector("input[name=reel]:checked")?.value;
  const shown = () => player()?.querySelector(`.reel[data-reel="${chosen()}"]`);
  const part = (reel, name) => reel.querySelector(`[data-${name}]`);
  const video = (reel) => reel.querySelector("video");
  const marks = (reel) => [...reel.querySelectorAll("[data-mark]")];
  const length = (reel) => video(reel).duration || Number(part(reel, "seek").max) || 0;

  function place(reel) {
    const whole = length(reel);
    part(reel, "seek").max = whole;
    part(reel, "length").textContent = clock(whole);
    marks(reel).forEach((mark, number) => {
      mark.hidden = number === 0;
      mark.style.insetInlineStart = `${(100 * Number(mark.dataset.mark)) / (whole || 1)}%`;
    });
    fit(reel);
  }

  // The lines lie over the picture itself, which may be narrower than the frame around it.
  function fit(reel) {
    const lines = part(reel, "safe-lines"), seen = video(reel), box = seen.getBoundingClientRect(), around = lines.parentElement.getBoundingClientRect();
    const ratio = (seen.videoWidth || seen.width) / (seen.videoHeight || seen.height) || 16 / 9;
    const wide = Math.min(box.width, box.height * ratio), high = wide / ratio;
    Object.assign(lines.style, {
      width: `${wide}px`, height: `${high}px`,
      left: `${box.left - around.left + (box.width - wide) / 2}px`, top: `${box.top - around.top + (box.height - high) / 2}px`,
    });
  }

  function tell(reel) {
    const at = video(reel).currentTime, seek = part(reel, "seek"), now = clock(at);
    seek.value = at;
    seek.setAttribute("aria-valuetext", `${now} / ${clock(length(reel))}`);
    if (part(reel, "now").textContent !== now) part(reel, "now").textContent = now;
  }

  function playing(reel) {
    const button = part(reel, "play"), on = !video(reel).paused;
    if (button.hasAttribute("data-on") === on) return;
    button.toggleAttribute("data-on", on);
    [button.dataset.other, button.ariaLabel] = [button.ariaLabel, button.dataset.other];
  }

  const press = (button, on) => button?.setAttribute("aria-pressed", String(on));

  function dress(reel) {
    for (const track of video(reel).textTracks) track.mode = kept.captions ? "showing" : "hidden";
    press(part(reel, "captions"), kept.captions);
    press(part(reel, "safe"), kept.safe);
    part(reel, "safe-lines").toggleAttribute("hidden", !kept.safe);
    if (kept.safe) fit(reel);
  }

  function go(reel, seconds) {
    video(reel).currentTime = Math.min(Math.max(0, seconds), Math.max(0, length(reel) - FRAME_S));
    tell(reel);
    const here = marks(reel).findLast((mark) => Number(mark.dataset.mark) <= video(reel).currentTime + FRAME_S);
    const where = part(reel, "where");
    if (here) where.textContent = where.dataset.words.replace("{number}", here.dataset.shot).replace("{count}", marks(reel).length);
  }

  const DEEDS = {
    play: (reel) => (video(reel).paused ? video(reel).play().catch(() => playing(reel)) : video(reel).pause()),
    back: (reel) => go(reel, video(reel).currentTime - STEP_S),
    on: (reel) => go(reel, video(reel).currentTime + STEP_S),
    captions: (reel) => { kept.captions = !kept.captions; dress(reel); },
    safe: (reel) => { kept.safe = !kept.safe; dress(reel); },
    full: (reel) => (document.fullscreenElement ? document.exitFullscreen() : reel.requestFullscreen()),
  };

  function begin(reel) {
    const seen = video(reel);
    seen.removeAttribute("controls");
    seen.tabIndex = 0;
    part(reel, "bar").hidden = false;
    ["loadedmetadata", "resize"].forEach((name) => seen.addEventListener(name, () => place(reel)));
    seen.addEventListener("timeupdate", () => tell(reel));
    ["play", "pause", "ended"].forEach((name) => seen.addEventListener(name, () => playing(reel)));
    seen.addEventListener("click", () => DEEDS.play(reel));
    seen.addEventListener("pause", look);
    part(reel, "seek").addEventListener("input", (event) => go(reel, Number(event.target.value)));
    ["play", "captions", "safe", "full"].forEach((name) => part(reel, name)?.addEventListener("click", () => DEEDS[name](reel)));
    new ResizeObserver(() => place(reel)).observe(seen);
    dress(reel);
  }

  function start() {
    if (kept.reel) player().querySelector(`input[name=reel][value="${kept.reel}"]`).checked = true;
    player().querySelectorAll(".reel").forEach(begin);
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("#player input[name=reel]")) return;
    kept.reel = event.target.value;
    player().querySelectorAll("video").forEach((each) => each.pause());
    if (shown()) { place(shown()); dress(shown()); }
  });

  // Keys of the page, but never those of whatever is being typed in or pressed.
  // By their places: on a Russian keyboard C is another letter.
  const KEYS = { Space: "play", ArrowLeft: "back", ArrowRight: "on", KeyC: "captions", KeyS: "safe", KeyF: "full" };
  document.addEventListener("keydown", (event) => {
    const deed = KEYS[event.code], reel = shown(), arrow = event.code.startsWith("Arrow");
    if (!deed || !reel || event.ctrlKey || event.metaKey || event.altKey || (event.repeat && !arrow)) return;
    const other = event.target.closest("input, textarea, select, button, a, summary, dialog, [popover], [contenteditable], [tabindex]:not(video):not(main)");
    const can = other?.closest("#player") && (event.code.startsWith("Key") || (arrow && other.matches("button, [data-seek]")));
    if (other && !can) return;
    event.preventDefault();
    DEEDS[deed](reel);
  });

  document.addEventListener("player:seek", (event) => {
    const reel = shown(), mark = reel?.querySelector(`[data-shot="${event.detail.shot}"]`);
    if (mark) go(reel, Number(mark.dataset.mark) + FRAME_S / 4); // into its first frame: at the edge the last of the shot before shows
  });

  // The board's answers bring the state along: of a new clip the player is fetched anew, unless one plays just now; of
  // new lines the captions alone. Whoever asked for the draft sees it begin.
  function look() {
    const told = document.getElementById("player-state")?.dataset, old = player()?.dataset;
    if (!told || !old) return;
    if (told.version !== old.version) {
      if (film(told) !== film(old)) [kept.reel, kept.wanted] = ["", false]; // a new film is shown, whatever was looked at
      if ([...player().querySelectorAll("video")].every((each) => each.paused)) htmx.ajax("GET", old.url, { source: "#player", target: "#player", swap: "outerHTML" });
    } else if (told.said !== old.said) {
      old.said = told.said;
      player().querySelectorAll("track").forEach((track) => { track.src = `${track.src.split("&")[0]}&v=${told.said}`; });
    } else if (kept.wanted && !("working" in told) && shown()) {
      kept.wanted = false;
      if (!("stale" in shown().dataset)) DEEDS.play(shown());
    }
  }

  const film = (state) => state.version.split(".").find((each) => each.startsWith("film-"));
  document.addEventListener("board:taken", look);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#play-draft")) return;
    [kept.wanted, kept.reel] = [true, "animatic"];
    player().querySelector("input[value=animatic]").click();
  });
  htmx.onLoad((element) => { if (element.id === "player") { start(); look(); } });
  if (player()) start();
})();
