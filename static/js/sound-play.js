// The sounds at their places, played by the browser together with the picture; loudness and ducking come with the true mix.
(() => {
  const { panel, facts, read, envelope, level, whole, clock } = window.soundPanel;
  const AHEAD_S = 0.06, CEILING_DB = -3;
  const buffers = new Map();
  const asked = new WeakMap(); // what was last asked of each picture: what a person has set on it since stays
  let context = null, out = null, nodes = [], lanes = new Map(), turn = 0;
  let at = 0, begun = null; // where it stands, and since when it plays by itself, without a picture

  const clip = () => [...document.querySelectorAll("#player video, .detail-pic video")].find((each) => each.offsetParent);
  const isMixed = (video) => facts().mixed.split(" ").some((pk) => pk && video.currentSrc.includes(pk));
  const isCurrent = (video) => [facts().previewIs, facts().resultIs].some((pk) => pk && video.currentSrc.includes(pk));
  const head = () => Math.max(0, Math.round(at * 1000) / 1000);
  const isPlaying = () => (clip() ? !clip().paused : begun !== null);

  function show() {
    const now = Math.min(at, whole());
    panel().querySelector("[data-now]").textContent = clock(now);
    panel().querySelector("[data-head]").value = now;
    panel().querySelector("[data-line]").style.insetInlineStart = `${(100 * now) / whole()}%`;
    const button = document.getElementById("snd-play"), on = isPlaying();
    if (button.hasAttribute("data-on") === on) return;
    button.toggleAttribute("data-on", on);
    [button.dataset.other, button.ariaLabel] = [button.ariaLabel, button.dataset.other];
  }

  // Once for the page: the lanes run into a soft ceiling, as many sounds at once would clip.
  function wake() {
    if (!context) {
      context = new AudioContext();
      out = new DynamicsCompressorNode(context, { threshold: CEILING_DB, knee: 0, ratio: 20, attack: 0.002, release: 0.1 });
      out.connect(context.destination);
    }
    return context.resume();
  }
  function lane(name) {
    if (!lanes.has(name)) {
      const gain = new GainNode(context);
      gain.connect(out);
      lanes.set(name, gain);
    }
    return lanes.get(name);
  }
  function levels() {
    const rows = [...panel().querySelectorAll(".snd-lane")], solo = rows.some((row) => row.querySelector("[data-solo]").checked);
    rows.forEach((row) => {
      const silent = row.querySelector("[data-mute]").checked || (solo && !row.querySelector("[data-solo]").checked);
      if (context) lane(row.dataset.lane).gain.value = silent ? 0 : level(Number(row.querySelector("[data-gain]").value));
    });
    const video = clip();
    if (!video) return;
    const wanted = {
      muted: !isCurrent(video) && (isMixed(video) || solo || panel().querySelector("[data-own-mute]").checked),
      volume: isCurrent(video) ? 1 : Math.min(1, level(Number(panel().querySelector("[data-own-gain]").value))),
    };
    const before = asked.get(video) ?? { muted: false, volume: 1 };
    Object.entries(wanted).filter(([name, value]) => before[name] !== value).forEach(([name, value]) => { video[name] = value; });
    asked.set(video, wanted);
  }

  async function bufferOf(file) {
    if (!buffers.has(file)) {
      buffers.set(file, fetch(file).then((answer) => answer.arrayBuffer()).then((bytes) => context.decodeAudioData(bytes)).catch(() => { buffers.delete(file); return null; }));
    }
    return buffers.get(file);
  }

  function begin(sound, buffer, from, zero) {
    const source = new AudioBufferSourceNode(context, { buffer, loop: sound.loops, loopStart: sound.from, loopEnd: sound.to });
    const gain = new GainNode(context), into = Math.max(0, from - sound.starts), span = sound.ends - sound.starts;
    const loud = level(sound.gain), time = (inside) => zero + Math.max(0, sound.starts + inside - from);
    gain.gain.setValueAtTime(loud * envelope(sound, into), time(into));
    [sound.fadeIn, span - sound.fadeOut, span].filter((point) => point > into).forEach((point) => gain.gain.linearRampToValueAtTime(loud * envelope(sound, point), time(point)));
    source.connect(gain).connect(lane(sound.lane));
    source.start(time(into), sound.from + (sound.loops ? into % (sound.heard || 1) : into));
    source.stop(zero + sound.ends - from);
    nodes.push(source);
  }

  function hush() {
    turn += 1;
    nodes.forEach((node) => node.stop());
    nodes = [];
  }
  // The files first: by the time they are there the picture has gone on.
  async function sing(now) {
    hush();
    const mine = turn;
    await wake();
    const found = [...panel().querySelectorAll("[data-piece][data-file]")].map(read).filter((sound) => !sound.muted && sound.ends > sound.starts);
    const read_in = await Promise.all(found.map((sound) => bufferOf(sound.file)));
    if (mine !== turn) return;
    if (read_in.includes(null)) soundPanel.told("broken");
    levels();
    const zero = context.currentTime + AHEAD_S, from = now() + AHEAD_S;
    found.forEach((sound, place) => { if (read_in[place] && sound.ends > from) begin(sound, read_in[place], from, zero); });
  }

  function tick() {
    if (!panel()) return hush();
    const video = clip();
    if (video) at = video.currentTime;
    else if (begun !== null) at = context.currentTime - begun;
    if (!video && at >= whole()) stop();
    show();
    if (isPlaying()) requestAnimationFrame(tick);
  }
  function stop() {
    begun = null;
    hush();
    show();
  }

  async function play() {
    const video = clip();
    if (at >= whole() - 0.05) seek(0);
    if (video) return video.play().catch(stop);
    await wake();
    begun = context.currentTime - at;
    tick();
    const start = begun;
    await sing(() => context.currentTime - begun);
    if (begun !== start) hush();
  }
  const toggle = () => (isPlaying() ? (clip() ? clip().pause() : stop()) : play());

  function seek(seconds) {
    at = Math.min(Math.max(0, seconds), whole());
    const video = clip(), was = begun !== null;
    if (video) video.currentTime = Math.min(at, Math.max(0, (video.duration || at) - 0.04));
    else if (was) { begun = context.currentTime - at; sing(() => context.currentTime - begun); }
    show();
  }

  // The picture leads, whoever starts it: events of media do not rise, and are met on their way down.
  const ofClip = (then) => (event) => { if (panel() && event.target === clip()) then(event.target); };
  const follow = (video) => { if (!isCurrent(video)) sing(() => video.currentTime); };
  document.addEventListener("play", ofClip((video) => { levels(); follow(video); requestAnimationFrame(tick); }), true);
  document.addEventListener("pause", ofClip(stop), true);
  document.addEventListener("seeking", ofClip(hush), true);
  document.addEventListener("seeked", ofClip((video) => { at = video.currentTime; show(); if (!video.paused) follow(video); }), true);

  document.addEventListener("click", (event) => { if (event.target.closest?.("#snd-play")) toggle(); });
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-head]")) seek(Number(event.target.value)); });
  document.addEventListener("sound:levels", levels);
  document.addEventListener("sound:taken", () => { if (panel()) { show(); levels(); } });
  Object.assign(window.soundPanel, { head, toggle });
})();
