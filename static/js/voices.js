// The dialog of voices: search, filters, one sample at a time. What is chosen goes into the select beside the button that
// opened it, and is told as `voice:chosen {model, voice}`.
(() => {
  const sound = new Audio();
  let dialog, opener, playing, turn = 0;

  const rows = () => [...dialog.querySelectorAll("label.voice")];
  const told = () => dialog.querySelector("[data-voice-told]");
  const pressed = (name) => dialog.querySelector(`[data-voice-${name}][aria-pressed="true"]`)?.dataset[`voice${name[0].toUpperCase()}${name.slice(1)}`] || "";

  function made() {
    dialog = document.createElement("dialog");
    dialog.className = "dialog model-picker";
    dialog.id = "voices-dialog";
    dialog.setAttribute("aria-labelledby", "voices-title");
    document.body.append(dialog);
    dialog.addEventListener("close", () => { turn += 1; stop(); opener?.focus(); });
    dialog.addEventListener("click", clicked);
    dialog.addEventListener("input", (event) => { if (event.target.matches("[data-voice-words]")) narrow(); });
    dialog.addEventListener("change", (event) => { if (event.target.name === "voice") reach(event.target); });
    dialog.addEventListener("keydown", keyed);
    dialog.addEventListener("submit", take);
  }

  const field = () => opener.closest(".field")?.querySelector("select");

  function open(button) {
    if (!dialog) made();
    opener = button;
    fill();
    dialog.showModal();
  }

  // The frame first: whatever becomes of its inside it can be closed, and then nobody waits for the answer.
  async function fill() {
    const mine = (turn += 1), query = new URLSearchParams({ voice: field()?.value || opener.dataset.voice || "" });
    dialog.replaceChildren(opener.closest(".field").querySelector("[data-voices-frame]").content.cloneNode(true));
    const answer = await fetch(`${opener.dataset.voices}?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    const html = answer?.ok && !answer.redirected ? await answer.text().catch(() => "") : "";
    if (mine !== turn) return;
    if (!html) return failed();
    dialog.innerHTML = html;
    const chosen = dialog.querySelector("[name=voice]:checked");
    if (chosen) { reach(chosen); chosen.closest("label").scrollIntoView({ block: "nearest" }); }
    dialog.querySelector("[autofocus]")?.focus();
  }
  function failed() {
    const [wait, trouble, words] = ["wait", "trouble", "told"].map((name) => dialog.querySelector(`[data-voices-${name}]`));
    [wait.hidden, trouble.hidden] = [true, false];
    words.textContent = words.dataset.trouble; // written when it is in sight: so it is read out
    dialog.querySelector("[data-voices-again]").focus();
  }

  function narrow() {
    const words = dialog.querySelector("[data-voice-words]").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const gender = pressed("gender"), language = pressed("language");
    let shown = 0;
    rows().forEach((row) => {
      const text = `${row.textContent} ${row.querySelector("input").value}`.toLowerCase();
      const fits = words.every((word) => text.includes(word)) && (!gender || row.dataset.gender === gender) && (!language || row.dataset.language === language);
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    dialog.querySelector("[data-no-voices]").hidden = shown > 0 || rows().length === 0;
  }

  // One stop of Tab for all play buttons: that of the row where one is.
  function reach(radio) {
    dialog.querySelectorAll("[data-voice-sample]").forEach((each) => { each.tabIndex = -1; });
    const button = radio.closest("label").querySelector("[data-voice-sample]");
    if (button) button.tabIndex = 0;
  }

  function stop() {
    sound.pause();
    playing?.setAttribute("aria-pressed", "false");
    playing?.removeAttribute("aria-busy");
    playing = undefined;
  }

  async function play(button) {
    const same = button === playing;
    stop();
    if (same) return;
    playing = button;
    button.setAttribute("aria-pressed", "true");
    button.setAttribute("aria-busy", "true");
    sound.src = button.dataset.voiceSample;
    try {
      await sound.play();
    } catch (error) {
      if (error.name === "AbortError" || playing !== button) return; // another was pressed meanwhile
      told().textContent = told().dataset.trouble;
      stop();
    }
  }
  sound.addEventListener("playing", () => playing?.removeAttribute("aria-busy"));
  sound.addEventListener("ended", stop);

  function clicked(event) {
    const chip = event.target.closest("[data-voice-gender], [data-voice-language]");
    if (chip) {
      const on = chip.getAttribute("aria-pressed") !== "true";
      chip.parentElement.querySelectorAll(".chip").forEach((each) => each.setAttribute("aria-pressed", String(each === chip && on)));
      narrow();
    }
    const button = event.target.closest("[data-voice-sample]");
    if (button) {
      event.preventDefault(); // the label around it would choose the voice
      play(button);
    }
    if (event.target.closest("[data-close-dialog]")) dialog.close();
    if (event.target.closest("[data-voices-again]")) { fill(); dialog.querySelector("[data-close-dialog]").focus(); }
  }

  function keyed(event) {
    if (event.key === "ArrowDown" && event.target.matches("[data-voice-words]")) {
      event.preventDefault();
      rows().find((row) => !row.hidden)?.querySelector("input").focus();
    }
    if (event.code === "Space" && event.target.name === "voice") {
      event.preventDefault();
      if (!event.target.checked) { event.target.checked = true; reach(event.target); }
      const button = event.target.closest("label").querySelector("[data-voice-sample]");
      if (button) play(button);
    }
    if (event.key === "Enter" && event.target.matches("[data-voice-words]")) event.preventDefault();
  }

  function take(event) {
    event.preventDefault();
    const voice = dialog.querySelector("[name=voice]:checked")?.value;
    const model = event.target.dataset.voicesOf, select = field();
    dialog.close();
    if (!voice) return;
    if (select && select.value !== voice) {
      select.value = voice;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    opener.dispatchEvent(new CustomEvent("voice:chosen", { bubbles: true, detail: { model, voice } }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-voices]");
    if (button) { event.preventDefault(); open(button); }
  });
  const show = (element) => element.querySelectorAll?.("[data-voices][hidden]").forEach((each) => { each.hidden = false; });
  htmx.onLoad(show);
  show(document);
})();
