// What shapes an order beside its settings: the camera's chip, and the master file wanted beside the result.
(() => {
  const row = (target) => target.closest?.("[data-camera-row]");

  function put(place, name, value) {
    const field = place.querySelector(`input[name="${name}"]`);
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function sizes(place) {
    const chosen = place.querySelector("[data-master-format]").selectedOptions[0];
    const options = JSON.parse(chosen.dataset.sizes).map(([value, words]) => new Option(words, value));
    place.querySelector("[data-master-size]").replaceChildren(...options);
    place.querySelector("[data-master-says]").textContent = chosen.dataset.says ?? "";
  }

  function tell(place) {
    const format = place.querySelector("[data-master-format]").value;
    const resolution = place.querySelector("[data-master-size]").value;
    put(place, "master", format ? JSON.stringify({ format, resolution }) : "");
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-master-format], [data-master-size]")) return;
    if (event.target.matches("[data-master-format]")) sizes(row(event.target));
    tell(row(event.target));
  });
  document.addEventListener("click", (event) => {
    const drop = event.target.closest?.("[data-drop-camera]");
    if (!drop) return;
    put(row(drop), "camera", "");
    drop.closest("[data-camera-chip]").remove();
    document.getElementById("prompt")?.focus();
  });
})();
