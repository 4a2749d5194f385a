// Sounds stand at their times: blocks with their waves, the marks of the shots, the position. Widths are set by script alone.
(() => {
  const { panel, facts, ask } = window.soundPanel;
  const ROW_PX = 46, SHARPEST_PX = 2400, COLUMNS = 800;
  const waves = new Map(); // by file: its peaks, or the promise of them
  let zoom = 1;

  const whole = () => Math.max(0.1, Number(facts().seconds) || 0.1);
  const number = (text, other = 0) => (text === "" || text === undefined ? other : Number(text));

  const clock = (seconds) => {
    const tenths = Math.floor(seconds * 10 + 0.001);
    return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}.${tenths % 10}`;
  };

  // Everything of a sound that scripts count with, from what its block says.
  function read(block) {
    const told = block.dataset, length = number(told.length);
    const from = number(told.from), to = Math.min(number(told.to, length), length || Infinity);
    const starts = number(told.starts), heard = Math.max(0, to - from), loops = "loop" in told;
    const ends = length ? (loops ? Math.max(starts, whole()) : Math.min(starts + heard, Math.max(starts, whole()))) : number(told.ends);
    return {
      starts, ends, from, to, heard, length, loops, offset: number(told.offset), lane: told.lane, file: told.file, asset: told.asset,
      fadeIn: number(told.fadeIn), fadeOut: number(told.fadeOut), gain: number(told.gain), muted: "muted" in told, says: "says" in told,
    };
  }
  const envelope = (sound, at) => {
    const span = sound.ends - sound.starts;
    const into = sound.fadeIn ? Math.min(1, at / sound.fadeIn) : 1, out = sound.fadeOut ? Math.min(1, (span - at) / sound.fadeOut) : 1;
    return Math.max(0, Math.min(into, out));
  };
  const level = (db) => 10 ** (db / 20);

  async function peaksOf(block) {
    const { asset, peaks } = block.dataset;
    if (!asset) return null;
    if (!waves.has(asset)) {
      waves.set(asset, ask(`${peaks}?columns=${COLUMNS}`).then((text) => { const found = JSON.parse(text); return found.peaks ?? found; }).catch(() => null));
    }
    return waves.get(asset);
  }

  async function draw(block) {
    const canvas = block.querySelector("canvas"), box = canvas.getBoundingClientRect();
    if (!box.width) return;
    const peaks = await peaksOf(block), sharp = window.devicePixelRatio || 1;
    const wide = Math.max(1, Math.min(SHARPEST_PX, Math.round(box.width * sharp))), high = Math.round(box.height * sharp);
    Object.assign(canvas, { width: wide, height: high });
    if (!peaks?.length) return;
    const sound = read(block), pen = canvas.getContext("2d"), span = sound.ends - sound.starts;
    const loud = Math.max(0.05, ...peaks.flat().map(Math.abs));
    pen.fillStyle = getComputedStyle(canvas).color;
    for (let x = 0; x < wide; x += 1) {
      const at = (x / wide) * span, inFile = sound.from + (sound.heard ? at % sound.heard : 0);
      const [low, top] = peaks[Math.min(peaks.length - 1, Math.floor((inFile / sound.length) * peaks.length))];
      const scale = (envelope(sound, at) * Math.min(1, level(sound.gain)) * high) / 2 / loud;
      const up = Math.max(sharp / 2, top * scale), down = Math.max(sharp / 2, -low * scale);
      pen.fillRect(x, high / 2 - up, 1, up + down);
    }
  }

  // One that overlaps another on its lane stands under it.
  function rows(blocks) {
    const ends = [];
    blocks.map((block) => [block, read(block)]).sort((one, other) => one[1].starts - other[1].starts).forEach(([block, sound]) => {
      let row = ends.findIndex((end) => end <= sound.starts + 0.01);
      if (row < 0) row = ends.length;
      ends[row] = sound.ends;
      block.style.insetBlockStart = `${row * ROW_PX}px`;
    });
    return Math.max(1, ends.length);
  }

  function place(block) {
    const sound = read(block), all = whole();
    block.style.insetInlineStart = `${(100 * sound.starts) / all}%`;
    block.style.inlineSize = `${(100 * Math.max(0, sound.ends - sound.starts)) / all}%`;
    const span = sound.ends - sound.starts || 1;
    block.querySelector('[data-fade="in"]').style.insetInlineStart = `${(100 * Math.min(sound.fadeIn, span)) / span}%`;
    block.querySelector('[data-fade="out"]').style.insetInlineEnd = `${(100 * Math.min(sound.fadeOut, span)) / span}%`;
  }

  function layOut() {
    if (!panel()) return;
    panel().querySelectorAll("[data-mark]").forEach((mark) => {
      mark.style.insetInlineStart = `${(100 * mark.dataset.from) / whole()}%`;
      mark.style.inlineSize = `${(100 * (mark.dataset.to - mark.dataset.from)) / whole()}%`;
    });
    panel().querySelector("[data-head]").max = whole();
    panel().querySelector("[data-whole]").textContent = clock(whole());
    panel().querySelectorAll("[data-track]").forEach((track) => {
      const blocks = [...track.querySelectorAll("[data-piece]")];
      blocks.forEach(place);
      track.style.blockSize = `${rows(blocks) * ROW_PX}px`;
      blocks.forEach(draw);
    });
  }

  function stretch(step) {
    const stage = panel().querySelector("[data-stage]");
    const narrow = matchMedia("(max-width: 760px)").matches;
    const longest = Math.max(1, whole() / 4);
    if (!zoom || !step) zoom = narrow ? Math.min(longest, Math.max(1, whole() / 10)) : 1; // ten seconds across a phone
    zoom = Math.min(longest, Math.max(1, zoom * (step > 0 ? 1.6 : step < 0 ? 1 / 1.6 : 1)));
    panel().querySelector("[data-canvas]").style.inlineSize = `${100 * zoom}%`;
    stage.toggleAttribute("data-long", zoom > 1);
    layOut();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-zoom]");
    if (button) stretch(Number(button.dataset.zoom));
  });
  document.addEventListener("sound:begin", () => {
    stretch(0);
    new ResizeObserver(() => layOut()).observe(panel().querySelector("[data-canvas]"));
  });
  document.addEventListener("sound:taken", layOut);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", layOut);

  Object.assign(window.soundPanel, { read, envelope, level, place, draw, layOut, whole, clock });
})();
