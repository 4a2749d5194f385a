// Sliders of the camera: each counts steps that people know, may be left unset, and ends where the lens does.
window.cinemaSliders = (() => {
  const controls = () => document.getElementById("camera-form");
  const stepsOf = (slider) => JSON.parse(slider.dataset.steps);
  const say = (number) => number.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });

  function show(slider) {
    const range = slider.querySelector("input");
    const isSet = slider.dataset.set !== undefined;
    const { before, after, unset } = slider.dataset;
    const said = isSet ? `${before}${say(Number(slider.dataset.set))}${after && ` ${after}`}` : unset;
    slider.querySelector("output").value = said;
    range.setAttribute("aria-valuetext", said);
    slider.querySelector("[data-unset-it]").hidden = !isSet;
  }

  // A lens of one focal length stands between two steps: the value is its own.
  function put(slider, value) {
    slider.dataset.set = Math.min(Number(slider.dataset.high ?? value), Math.max(Number(slider.dataset.low ?? value), value));
  }

  function moved(slider) {
    put(slider, stepsOf(slider)[Number(slider.querySelector("input").value)]);
    show(slider);
  }

  // What a lens cannot do its sliders do not offer; a value outside goes to its nearest end, and is said so by the number.
  function within(name, low, high) {
    const slider = controls().querySelector(`[data-slider="${name}"]`);
    const steps = stepsOf(slider);
    const fit = steps.map((step, index) => [step, index]).filter(([step]) => step >= low && step <= high);
    const nearest = steps.map((step, index) => [Math.abs(step - low), index]).sort((a, b) => a[0] - b[0])[0][1];
    const range = slider.querySelector("input");
    range.min = fit.length ? fit[0][1] : nearest;
    range.max = fit.length ? fit.at(-1)[1] : nearest;
    Object.assign(slider.dataset, { low, high });
    if (slider.dataset.set !== undefined) put(slider, Number(slider.dataset.set));
    show(slider);
  }

  function lensFits() {
    const limits = controls().querySelector('input[name="lens"]:checked')?.dataset.limits;
    const [least, most, widest, close] = limits ? JSON.parse(limits) : [8, 200, 1.2, 0.1];
    within("focal_length", least, most);
    within("aperture", widest, 22);
    within("focus_distance", close, 1000);
  }

  return { show, lensFits, moved };
})();
