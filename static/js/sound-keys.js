// The keys of the chosen sound, by their places: on a Russian keyboard S is another letter.
(() => {
  const { panel, read, chosen, change, deed, limited, trimmed } = window.soundPanel;
  const FINE_S = 0.1, COARSE_S = 1, STEP_DB = 1, QUIETEST_DB = -60, LOUDEST_DB = 12;

  const within = (sound) => soundPanel.head() > sound.starts && soundPanel.head() < sound.starts + sound.heard;

  function trim(block, edge) {
    const sound = read(block);
    if (!within(sound)) return soundPanel.told("far");
    change(block, trimmed(sound, edge, soundPanel.head()));
  }
  const move = (step) => (block, event) => {
    const sound = read(block);
    change(block, { starts: limited(sound.starts + step * (event.shiftKey ? COARSE_S : FINE_S), sound) });
  };
  const louder = (step) => (block) => change(block, { gain: Math.min(LOUDEST_DB, Math.max(QUIETEST_DB, read(block).gain + step)) });
  function mute(block) {
    block.toggleAttribute("data-muted");
    change(block, {});
  }

  const KEYS = {
    ArrowLeft: move(-1), ArrowRight: move(1), BracketLeft: (block) => trim(block, "from"), BracketRight: (block) => trim(block, "to"),
    KeyS: () => deed("split"), KeyD: () => deed("duplicate"), Delete: () => deed("remove"), Backspace: () => deed("remove"),
    Equal: louder(STEP_DB), NumpadAdd: louder(STEP_DB), Minus: louder(-STEP_DB), NumpadSubtract: louder(-STEP_DB), KeyM: mute,
  };
  const REPEATS = ["ArrowLeft", "ArrowRight", "Equal", "Minus", "NumpadAdd", "NumpadSubtract"];

  // Before the keys of the page around it: there the arrows go to the next work, and S shows safe areas.
  document.addEventListener("keydown", (event) => {
    const block = event.target.closest?.("[data-piece]");
    if (!block || !panel()?.contains(block) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code === "Space" || event.code === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      if (event.code === "Enter") document.getElementById("snd-at").focus();
      else if (!event.repeat) soundPanel.toggle();
      return;
    }
    const deed = KEYS[event.code];
    if (!deed || (event.repeat && !REPEATS.includes(event.code))) return;
    event.preventDefault();
    event.stopPropagation();
    deed(chosen() ?? block, event);
  }, true);
})();
