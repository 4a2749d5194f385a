// The stage: the picture through the camera, asked for again with every change: small while it moves, large when it rests.
(() => {
  const room = () => document.getElementById("camera");
  const stage = () => document.getElementById("stage");
  const view = () => document.getElementById("stage-view");
  const says = () => stage().querySelector("[data-stage-says]");
  const SMALL = 480, LARGE = 1280, RESTS_MS = 260, OFFLINE_MS = 4000;
  let wanted = 0, drawn = 0, busy = false, rest, again, address = "";

  const token = () => document.querySelector("#order-form [name=csrfmiddlewaretoken]").value;
  const isPlain = () => stage().querySelector("[data-stage-plain]").getAttribute("aria-pressed") === "true";
  const tell = (word) => { says().textContent = says().dataset[word]; };

  function numbers(told) {
    for (const [name, text] of Object.entries(told ?? {})) {
      const place = room().querySelector(`[data-number="${name}"]`);
      place.textContent = text;
      if (name === "lens") place.hidden = !text;
    }
  }

  function wrong(message) {
    const place = room().querySelector("[data-camera-wrong]");
    place.textContent = message;
    place.hidden = !message;
  }

  async function show(answer) {
    const next = URL.createObjectURL(await answer.blob());
    view().src = next;
    await view().decode().catch(() => {});
    URL.revokeObjectURL(address);
    address = next;
    view().hidden = false;
    stage().querySelector("[data-stage-empty]").hidden = true;
    numbers(JSON.parse(decodeURIComponent(answer.headers.get("X-Camera"))));
    tell(isPlain() ? "plain" : "live");
  }

  async function take(answer) {
    wrong("");
    if (answer.status === 200 && answer.headers.get("Content-Type") === "image/webp") return show(answer);
    const told = await answer.json().catch(() => ({}));
    numbers(told.numbers);
    if (answer.ok && !room().dataset.picture) tell("none");
    if (answer.status === 202) {
      tell(told.failed ? "failed" : "reading");
      if (!told.failed) again = setTimeout(draw, told.again, LARGE);
    } else if (!answer.ok) {
      wrong(told.message ?? "");
    }
    return undefined;
  }

  // One request at a time: what changed meanwhile is asked for when the answer is there, and nothing in between.
  async function draw(width) {
    clearTimeout(again);
    if (busy) return;
    const turn = wanted;
    busy = true;
    const body = new FormData();
    body.append("picture", room().dataset.picture);
    body.append("camera", isPlain() ? "{}" : room().dataset.camera);
    body.append("width", width);
    body.append("format", document.querySelector('#order-form [name="parameters.aspect_ratio"]')?.value ?? "");
    try {
      await take(await fetch(room().dataset.previewUrl, { method: "POST", body, headers: { "X-CSRFToken": token() } }));
      drawn = turn;
    } catch {
      tell("offline");
      again = setTimeout(draw, OFFLINE_MS, LARGE);
    }
    busy = false;
    if (wanted > turn) draw(SMALL);
    else if (width === SMALL) resting();
  }

  function resting() {
    clearTimeout(rest);
    rest = setTimeout(() => (busy ? resting() : draw(LARGE)), RESTS_MS);
  }

  function changed() {
    wanted += 1;
    if (!busy) draw(SMALL);
    resting();
  }

  const slot = () => document.querySelector('#order-form [data-slot="start_frame"], #order-form [data-slot="reference_images"], #order-form [data-slot="source_image"]');

  document.addEventListener("camera:changed", changed);
  document.addEventListener("change", (event) => { if (event.target.name === "parameters.aspect_ratio") changed(); });
  document.addEventListener("slot:changed", (event) => {
    const item = event.detail.querySelector("[data-item]");
    if (event.detail !== slot() || !item || item.dataset.item === room().dataset.picture) return;
    room().dataset.picture = item.dataset.item;
    // Until its depth is read, the picture itself is better than another one's view.
    view().src = item.querySelector("img")?.src ?? "";
    view().hidden = false;
    stage().querySelector("[data-stage-empty]").hidden = true;
    tell("reading");
    changed();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".stage-bar button");
    if (!button) return;
    if (button.matches("[data-stage-plain], [data-stage-thirds]")) {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      if (button.matches("[data-stage-thirds]")) stage().querySelector(".lines-over").toggleAttribute("hidden", !on);
      else changed();
    } else if (button.matches("[data-stage-full]")) {
      if (document.fullscreenElement) document.exitFullscreen();
      else stage().requestFullscreen();
    } else {
      slot()?.scrollIntoView({ block: "center" });
      (slot()?.querySelector("[data-pick-from]") ?? document.getElementById("model-button"))?.click();
    }
  });
  // A file dropped on the stage goes where the order takes its picture from.
  document.addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files") && event.target.closest?.("#stage")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    const input = event.target.closest?.("#stage") && slot()?.querySelector("[data-file]");
    if (!input || !event.dataTransfer.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  if (drawn === wanted) changed();
})();
