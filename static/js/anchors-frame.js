// The moment at which a clip stands is the one that is read; typing a moment shows it.
(() => {
  const clip = document.querySelector("[data-frame-of]");
  const field = clip && document.getElementById(clip.dataset.frameOf);
  if (!field) return;

  clip.addEventListener("timeupdate", () => {
    if (document.activeElement !== field) field.value = clip.currentTime.toFixed(2);
  });
  field.addEventListener("input", () => {
    const wanted = Number(field.value);
    if (Number.isFinite(wanted) && wanted <= clip.duration) clip.currentTime = Math.max(0, wanted);
  });
  clip.addEventListener("loadedmetadata", () => { if (Number(field.value)) clip.currentTime = Number(field.value); });
})();
