// The curve of the speed: a named one as it is, or five points that are drawn by hand, each a slider for the keyboard.
window.cinemaRamp = (() => {
  const STEPS = 20, FASTEST = 4; // a knot's -20..20 is a speed of 1/4..4
  const speedOf = (step) => FASTEST ** (step / STEPS);
  const stepOf = (speed) => Math.round((STEPS * Math.log(speed)) / Math.log(FASTEST));
  const place = () => document.querySelector("[data-ramp-curve]");
  const select = () => document.querySelector("[data-ramp]");
  const knots = () => [...place().querySelectorAll("[data-knot]")];
  const chosen = () => select().selectedOptions[0];
  const pointsOf = (option) => JSON.parse(option.dataset.points);

  function at(points, moment) {
    const after = points.findIndex(([each]) => each >= moment);
    if (after <= 0) return points[0][1];
    const [[a, low], [b, high]] = [points[after - 1], points[after]];
    const share = b > a ? (moment - a) / (b - a) : 1;
    return low * (high / low) ** (share * share * (3 - 2 * share));
  }

  function draw() {
    const points = pointsOf(chosen());
    const line = Array.from({ length: 61 }, (_, n) => [n * 5, 36 - (36 * stepOf(at(points, n / 60))) / STEPS + 6]);
    place().querySelector(".curve").setAttribute("d", `M${line.map(([x, y]) => `${x} ${y.toFixed(1)}`).join("L")}`);
    knots().forEach((knot, index) => {
      const step = stepOf(at(points, index / 4));
      const speed = speedOf(step);
      knot.value = step;
      knot.setAttribute("aria-valuetext", `${speed.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 })}×`);
      knot.style.insetInlineStart = `calc(10px + (100% - 20px) * ${index / 4})`;
      knot.style.insetBlockStart = `calc(6px + (100% - 12px) * ${(42 - (36 * step) / STEPS) / 84})`;
    });
    // What is really played: the length is kept, so all speeds are divided by their mean.
    const mean = line.reduce((sum, _place, n) => sum + at(points, n / 60), 0) / line.length;
    const speeds = points.map(([, speed]) => speed / mean);
    const said = (speed) => `${speed.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })}×`;
    document.querySelector("[data-ramp-says]").textContent = select().value ? `${said(Math.min(...speeds))} – ${said(Math.max(...speeds))}` : "";
  }

  function bend(index, step) {
    const drawn = [...select().options].find((option) => option.value === "drawn");
    const points = pointsOf(chosen());
    const bent = [0, 1, 2, 3, 4].map((n) => [n / 4, Number(speedOf(n === index ? step : stepOf(at(points, n / 4))).toFixed(3))]);
    drawn.dataset.points = JSON.stringify(bent);
    select().value = "drawn";
    draw();
    document.dispatchEvent(new CustomEvent("camera:touched"));
  }

  function told() {
    const name = select().value;
    if (!name) return undefined;
    return name === "drawn" ? { points: pointsOf(chosen()) } : { name };
  }

  let held = -1;
  function drag(event) {
    const box = place().getBoundingClientRect();
    if (held < 0) held = Math.min(4, Math.max(0, Math.round((4 * (event.clientX - box.left - 10)) / (box.width - 20))));
    const share = (event.clientY - box.top - 6) / (box.height - 12);
    bend(held, Math.min(STEPS, Math.max(-STEPS, Math.round((STEPS * (42 - 84 * share)) / 36))));
  }
  document.addEventListener("pointerdown", (event) => {
    if (event.button || !event.target.closest?.("[data-ramp-curve]")) return;
    event.preventDefault();
    event.target.closest("[data-ramp-curve]").setPointerCapture(event.pointerId);
    drag(event);
    knots()[held].focus();
  });
  document.addEventListener("pointermove", (event) => { if (held >= 0) drag(event); });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { held = -1; });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-knot]")) bend(knots().indexOf(event.target), Number(event.target.value));
    if (event.target.matches?.("[data-ramp]")) draw();
  });
  return { draw, told };
})();
