// A sound by hand: its middle moves it, also to another lane, its edges trim it, its corners fade it.
(() => {
  const { panel, unsaved, read, whole, layOut, form, chosen, change, forget, save, SHORTEST_S } = window.soundPanel;
  const EDGE_PX = { mouse: 7, pen: 12, touch: 16 }, SNAP_PX = 6, LEAST_PX = 3, LONGEST_FADE_S = 30;
  const WHILE_HELD_MS = 60_000; // kept when it is let go
  let drag = null;

  function part(there, event) {
    const fade = event.target.closest("[data-fade]"), box = there.getBoundingClientRect(), edge = Math.min(EDGE_PX[event.pointerType] ?? 8, box.width / 4);
    if (fade) return `fade-${fade.dataset.fade}`;
    if (event.clientX < box.left + edge) return "from";
    return event.clientX > box.right - edge && !("loop" in there.dataset) ? "to" : "move";
  }
  document.addEventListener("pointerdown", (event) => {
    const there = event.target.closest?.("[data-piece]");
    if (!there || event.button || drag) return;
    const held = there === chosen() || event.pointerType !== "touch"; // a finger first chooses, so that it can scroll
    there.focus({ preventScroll: true });
    if (!held) return;
    if (unsaved.size) save(); // what was typed before is kept, whatever becomes of this
    const track = there.closest("[data-track]"), told = { ...there.dataset };
    drag = { there, track, told, part: part(there, event), x: event.clientX, before: read(there), px: track.getBoundingClientRect().width / whole(), moved: false };
    there.setPointerCapture(event.pointerId);
  });
  function snapped(at) {
    const edges = [soundPanel.head(), ...[...panel().querySelectorAll("[data-mark]")].flatMap((mark) => [Number(mark.dataset.from), Number(mark.dataset.to)])];
    panel().querySelectorAll("[data-piece]").forEach((each) => { if (each !== drag.there) edges.push(read(each).starts, read(each).ends); });
    return edges.find((edge) => Math.abs(edge - at) * drag.px < SNAP_PX) ?? at;
  }
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const by = (event.clientX - drag.x) / drag.px;
    if (!drag.moved && Math.abs(event.clientX - drag.x) < LEAST_PX) return;
    drag.moved = true;
    unsaved.add(form());
    change(drag.there, moved(drag, by, event), WHILE_HELD_MS);
  });
  function moved({ part, before }, by, event) {
    if (part === "move") return { starts: limited(snapped(before.starts + by), before), ...laneUnder(event, before) };
    if (part === "fade-in") return { fadeIn: Math.min(Math.max(0, before.fadeIn + by), before.heard - before.fadeOut, LONGEST_FADE_S) };
    if (part === "fade-out") return { fadeOut: Math.min(Math.max(0, before.fadeOut - by), before.heard - before.fadeIn, LONGEST_FADE_S) };
    return part === "from" ? soundPanel.trimmed(before, "from", snapped(before.starts + by)) : soundPanel.trimmed(before, "to", snapped(before.ends + by));
  }
  const limited = (at, sound) => Math.max(sound.offset, Math.min(at, whole() - SHORTEST_S));
  function laneUnder(event, sound) {
    const lane = [...panel().querySelectorAll(".snd-lane")].find((row) => { const box = row.getBoundingClientRect(); return event.clientY >= box.top && event.clientY < box.bottom; });
    if (!lane || sound.says || lane.dataset.lane === drag.there.dataset.lane) return {};
    lane.querySelector("[data-track]").append(drag.there);
    drag.there.setPointerCapture(event.pointerId); // moving it in the page let go of the pointer
    drag.there.focus({ preventScroll: true });
    return { lane: lane.dataset.lane };
  }
  document.addEventListener("pointerup", () => {
    if (drag?.moved) { save(); layOut(); }
    drag = null;
  });
  // As if it had never been touched: by Escape, and where the browser takes the finger for its own scrolling.
  function undo() {
    const { there, track, told, moved: hasMoved } = drag;
    drag = null;
    if (!hasMoved) return;
    Object.assign(there.dataset, told);
    if (!track.contains(there)) track.append(there);
    there.focus({ preventScroll: true });
    forget(there);
    layOut();
  }
  document.addEventListener("pointercancel", () => { if (drag) undo(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag) return;
    event.preventDefault();
    event.stopPropagation();
    undo();
  }, true);

  // Trimmed at a moment of the picture: what stays is heard when it was.
  function trimmed(sound, edge, at) {
    if (edge === "to") {
      const to = Math.min(sound.length, Math.max(sound.from + SHORTEST_S, sound.from + at - sound.starts));
      return { to: to >= sound.length ? "" : to };
    }
    const by = Math.max(-sound.from, sound.offset - sound.starts, Math.min(at - sound.starts, sound.heard - SHORTEST_S));
    return { starts: sound.starts + by, from: sound.from + by };
  }

  Object.assign(window.soundPanel, { trimmed, limited });
})();
