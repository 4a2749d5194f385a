// Comparing two works: the divider, clips that run together, and the drawer of the library.
(() => {
  const drawer = document.getElementById("compare");

  function split(range) {
    range.closest("[data-art]").style.setProperty("--at", `${range.value}%`);
  }

  function runTogether(root) {
    const clips = [...root.querySelectorAll("[data-art] video")];
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return clips.forEach((clip) => { clip.controls = true; });
    clips.forEach((clip) => { clip.currentTime = 0; clip.play().catch(() => { clip.controls = true; }); });
  }

  function open(url) {
    htmx.ajax("GET", url, { source: drawer, target: drawer, swap: "innerHTML" }).then(() => {
      if (!drawer.children.length) return;
      drawer.hidden = false;
      drawer.focus();
      runTogether(drawer);
    });
  }

  document.addEventListener("input", (event) => { if (event.target.matches("[data-split]")) split(event.target); });
  document.addEventListener("click", (event) => {
    if (!drawer) return;
    const button = event.target.closest?.("[data-compare]");
    if (button) {
      event.preventDefault();
      const picks = [...document.querySelectorAll("[data-pick]:checked")].map((box) => `pk=${box.value}`);
      open(`${button.formAction}?${picks.join("&")}`);
    }
    const swap = event.target.closest?.("[data-swap-sides]");
    if (swap && drawer.contains(swap)) {
      event.preventDefault();
      open(swap.href);
    }
    if (event.target.closest?.("[data-close-compare]")) {
      drawer.hidden = true;
      drawer.replaceChildren();
      document.querySelector("[data-compare]")?.focus();
    }
  });
  runTogether(document);
})();
