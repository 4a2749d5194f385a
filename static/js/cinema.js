// The virtual camera: its controls make one JSON value that the composer's form carries; marks follow the model.
(() => {
  const room = () => document.getElementById("camera");
  const order = () => document.getElementById("order-form");
  const controls = () => document.getElementById("camera-form");
  const NAMED = ["sensor", "lens", "color_profile", "depth_of_field", "aspect_ratio", "framing", "genre", "lighting"];
  let preset = "", model = "";

  const { show, lensFits, moved } = window.cinemaSliders;
  const valueOf = (name) => controls().querySelector(`input[name="${name}"]:checked, select[name="${name}"]`)?.value ?? "";

  function camera() {
    const made = preset ? { preset } : {};
    for (const name of NAMED) if (valueOf(name)) made[name] = valueOf(name);
    if (made.framing && !made.aspect_ratio) delete made.framing;
    controls().querySelectorAll("[data-slider]").forEach((slider) => {
      if (slider.dataset.set !== undefined) made[slider.dataset.slider] = Number(slider.dataset.set);
    });
    if (!made.color_profile) delete made.color_strength;
    const moves = [...controls().querySelectorAll("[data-move-row]")].map((row) => ({ name: row.querySelector("[data-move]").value, strength: Number(row.querySelector("[data-move-strength]").value) }));
    const asked = moves.filter((move, index) => move.name && moves.findIndex((each) => each.name === move.name) === index);
    if (asked.length) made.movements = asked;
    const ramp = window.cinemaRamp.told();
    if (ramp) made.speed_ramp = ramp;
    return made;
  }

  function carry() {
    const json = JSON.stringify(camera());
    room().dataset.camera = json;
    const field = order()?.querySelector('input[name="camera"]');
    if (!field || field.value === json) return;
    field.value = json;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function touched() {
    rows();
    carry();
    document.dispatchEvent(new CustomEvent("camera:changed"));
  }

  function rows() {
    controls().querySelectorAll("[data-move-row]").forEach((row) => {
      row.toggleAttribute("data-idle", !row.querySelector("[data-move]").value);
      row.querySelector("output").value = `${row.querySelector("[data-move-strength]").value} %`;
    });
  }

  async function marks() {
    const wanted = order()?.querySelector('input[name="model"]')?.value;
    if (!wanted || wanted === model) return;
    model = wanted;
    const answer = await fetch(`${room().dataset.marksUrl}?model=${encodeURIComponent(wanted)}`).catch(() => null);
    if (model !== wanted) return;
    if (!answer?.ok) {
      model = ""; // asked for again with the next change of the composer
      return;
    }
    for (const [name, mark] of Object.entries((await answer.json()).controls)) {
      document.querySelectorAll(`[data-control="${name}"]`).forEach((place) => {
        place.toggleAttribute("data-off", mark.kind === "none");
        place.querySelector("[data-mark]").innerHTML = mark.mark;
        const reason = place.querySelector("[data-reason]");
        reason.textContent = mark.reason;
        reason.hidden = !mark.reason;
      });
    }
  }

  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("#camera-form")) return;
    const slider = event.target.closest("[data-slider]");
    if (slider) moved(slider);
    if (event.target.name === "lens") lensFits();
    touched();
  });
  document.addEventListener("camera:touched", touched);
  document.addEventListener("submit", (event) => { if (event.target.id === "camera-form") event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const unset = event.target.closest?.("[data-unset-it]");
    if (unset) {
      const slider = unset.closest("[data-slider]");
      delete slider.dataset.set;
      show(slider);
      slider.querySelector("input").focus();
      touched();
    }
    const opener = event.target.closest?.("a[data-dialog]");
    if (opener && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      const dialog = document.getElementById("preset-dialog");
      dialog.replaceChildren();
      dialog.showModal();
      htmx.ajax("GET", opener.dataset.dialog, { target: dialog, swap: "innerHTML" }).then(() => {
        const field = dialog.querySelector('input[name="camera"]');
        if (field) field.value = room().dataset.camera;
        dialog.querySelector("[autofocus]")?.focus();
      });
    }
  });

  function opened() {
    preset = JSON.parse(room().dataset.camera || "{}").preset ?? "";
    controls().querySelectorAll("[data-slider]").forEach(show);
    controls().querySelectorAll('input[type="radio"]:checked').forEach((card) => {
      const [list, label] = [card.closest(".cam-cards"), card.closest("label")];
      list.scrollTo(label.offsetLeft - list.offsetLeft - 4, label.offsetTop - list.offsetTop - 4);
    });
    lensFits();
    rows();
    window.cinemaRamp.draw();
    touched();
  }
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "camera" || event.detail.elt?.id === "camera") {
      document.getElementById("preset-dialog").close();
      opened();
      room().querySelector("a[data-dialog]").focus({ preventScroll: true }); // the link that had it was swapped away
    }
    if (event.detail.target?.id === "order-form" || event.detail.elt?.id === "order-form") {
      carry();
      marks();
    }
  });
  opened();
  marks();
  // What the address asked for is in the draft from here on: loaded again, the page shows what was made of it since.
  if (location.search) {
    history.replaceState(history.state, "", location.pathname);
    order().querySelector('input[name="camera"]').dispatchEvent(new Event("change", { bubbles: true }));
  }
})();
