// One sound is chosen: its numbers stand below the lanes, and are kept as they are changed.
(() => {
  const { panel, unsaved, read, place, draw } = window.soundPanel;
  const AFTER_KEYS_MS = 500, SHORTEST_S = 0.1;
  const form = () => document.getElementById("snd-props");
  const block = (pk) => panel()?.querySelector(`[data-piece="${pk}"]`);
  const chosen = () => block(form()?.dataset.of);
  const shown = (value) => String(Math.round(value * 1000) / 1000);
  let timer;

  function choose(wanted) {
    if (unsaved.size) save();
    panel().querySelectorAll("[data-piece][aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    form().hidden = !wanted;
    form().dataset.of = wanted?.dataset.piece ?? "";
    if (!wanted) return;
    wanted.setAttribute("aria-current", "true");
    form().action = `${panel().dataset.url}/pieces/${wanted.dataset.piece}`;
    tell(wanted);
  }

  // What a block says into the fields, and back.
  function tell(from) {
    const sound = read(from), { elements } = form(), told = from.dataset;
    document.getElementById("snd-props-name").textContent = from.querySelector(".snd-name").textContent;
    const values = { lane: sound.lane, at_s: sound.starts, offset_s: sound.offset, from_s: sound.from, to_s: told.to && Number(told.to), fade_in_s: sound.fadeIn, fade_out_s: sound.fadeOut, gain_db: sound.gain };
    Object.entries(values).forEach(([name, value]) => { elements[name].value = typeof value === "number" ? shown(value) : value; });
    elements.lane.disabled = sound.says;
    elements.loop.checked = sound.loops;
    elements.mute.checked = sound.muted;
    const said = form().querySelector("[data-said]");
    [said.textContent, said.hidden] = [told.words, !told.words || told.words === document.getElementById("snd-props-name").textContent];
    form().querySelector("[data-trouble]").hidden = !told.error;
    form().querySelector("[data-trouble]").textContent = told.error ?? "";
    const again = form().querySelector("[data-deed=again]");
    again.hidden = !told.made;
    if (told.made) [again.querySelector("[data-again]").textContent, elements.key.value, elements.quoted.value] = [told.again, told.key, told.made];
    others(told);
    form().querySelectorAll("[data-deed=split], [data-deed=duplicate]").forEach((each) => { each.disabled = !told.asset; });
    [form().querySelector("[data-not-there]").hidden, form().querySelector("[data-of-board]").hidden] = [Boolean(told.asset), !sound.says];
  }
  // Its earlier takes, and whether another voice can say it.
  function others(told) {
    const takes = told.takes ? JSON.parse(told.takes) : [], link = form().querySelector("[data-revoice]");
    form().querySelector("[data-takes]").hidden = !takes.length;
    form().elements.take.replaceChildren(...takes.map(([pk, words]) => new Option(words, pk, false, pk === told.asset)));
    if (link) [link.hidden, link.search] = [!("voiced" in told), `?piece=${told.piece}`];
  }
  function hear(into) {
    const { elements } = form(), told = into.dataset;
    const names = { lane: "lane", starts: "at_s", from: "from_s", to: "to_s", fadeIn: "fade_in_s", fadeOut: "fade_out_s", gain: "gain_db" };
    Object.entries(names).forEach(([name, field]) => { told[name] = elements[field].value; });
    into.toggleAttribute("data-loop", elements.loop.checked);
    into.toggleAttribute("data-muted", elements.mute.checked);
    place(into);
    draw(into);
  }

  // The numbers as they are now: when the turn of the request comes the form may show another sound.
  function save(values = {}) {
    clearTimeout(timer);
    unsaved.delete(form());
    const { of } = form().dataset, now = Object.fromEntries(new FormData(form()));
    if (of) htmx.ajax("POST", `${panel().dataset.url}/pieces/${of}`, { source: panel(), swap: "none", values: { ...now, ...values } });
  }
  function later(wait = AFTER_KEYS_MS) {
    unsaved.add(form());
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }
  // Values given by keys and hands: into the block and the fields at once, to the server when it is quiet.
  function change(into, values, wait) {
    Object.entries(values).forEach(([name, value]) => { into.dataset[name] = typeof value === "number" ? shown(value) : value; });
    place(into);
    draw(into);
    tell(into);
    later(wait);
  }
  // What was changed and is not kept yet is as it was.
  function forget(block) {
    clearTimeout(timer);
    unsaved.delete(form());
    tell(block);
  }
  function deed(name) {
    const sound = chosen();
    if (!sound) return;
    const at = soundPanel.head() - read(sound).starts;
    if (name === "split" && (at <= SHORTEST_S || at >= read(sound).heard - SHORTEST_S)) return soundPanel.told("far");
    save({ deed: name, split_s: shown(at) });
  }

  document.addEventListener("click", (event) => {
    const there = event.target.closest?.("[data-piece]");
    if (there && panel()?.contains(there)) event.preventDefault();
    const button = event.target.closest?.("[data-deed]");
    if (button && form()?.contains(button)) { event.preventDefault(); deed(button.dataset.deed); }
  });
  document.addEventListener("focusin", (event) => {
    const there = event.target.closest?.("[data-piece]");
    if (there && there !== chosen()) choose(there);
  });
  document.addEventListener("submit", (event) => { if (event.target === form()) { event.preventDefault(); save(); } });
  document.addEventListener("input", (event) => {
    if (!form()?.contains(event.target) || !chosen()) return;
    if (event.target.name === "take") return save({ deed: "take" });
    hear(chosen());
    later();
  });

  // The switches of the lanes and the settings of the mix keep themselves as they are set.
  let mixTimer;
  function keepMix(mix, values = {}) {
    clearTimeout(mixTimer);
    unsaved.delete(mix);
    htmx.ajax("POST", mix.action, { source: mix, swap: "none", values });
  }
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "snd-mix") return;
    event.preventDefault();
    const { name, value } = event.submitter ?? {};
    keepMix(event.target, name ? { [name]: value } : {});
  });
  document.addEventListener("input", (event) => {
    const mix = document.getElementById("snd-mix");
    if (!mix || event.target.form !== mix) return;
    const output = event.target.parentElement.querySelector("output");
    if (output) output.textContent = event.target.value;
    document.dispatchEvent(new CustomEvent("sound:levels"));
    unsaved.add(mix);
    clearTimeout(mixTimer);
    mixTimer = setTimeout(keepMix, AFTER_KEYS_MS, mix);
  });

  document.body.addEventListener("sound-wrong", (event) => {
    const trouble = form().querySelector("[data-trouble]");
    [trouble.textContent, trouble.hidden] = [event.detail.words, false];
    if (form().hidden) htmx.trigger(document.body, "toast", { text: event.detail.words, is: "bad" });
  });
  document.addEventListener("sound:taken", () => {
    if (!form() || unsaved.size) return;
    const still = chosen();
    if (!form().dataset.of) return;
    choose(still);
    if (!still && document.activeElement === document.body) (panel().querySelector("[data-piece]") ?? panel().querySelector("#snd-add summary")).focus({ preventScroll: true });
  });
  Object.assign(window.soundPanel, { form, chosen, change, forget, save, deed, SHORTEST_S });
})();
