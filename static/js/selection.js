// Picking several cards: a mode, ranges with Shift, and the bar of what can be done with them.
(() => {
  const picked = new Set();
  let last = null;
  const grid = () => document.querySelector("[data-grid]");
  const bar = () => document.querySelector("[data-bulk]");
  const boxes = () => [...(grid()?.querySelectorAll("[data-pick]") ?? [])];

  function mode(on) {
    document.querySelectorAll("[data-select-mode]").forEach((button) => button.setAttribute("aria-pressed", String(on)));
    if (on) refresh(); else clear();
  }

  function clear() {
    picked.clear();
    last = null;
    refresh();
  }

  function refresh() {
    const here = new Set(boxes().map((box) => box.value));
    picked.forEach((pk) => { if (!here.has(pk)) picked.delete(pk); });
    boxes().forEach((box) => {
      box.checked = picked.has(box.value);
      box.closest("[data-card]").toggleAttribute("data-selected", box.checked);
    });
    const asked = document.querySelector("[data-select-mode]")?.getAttribute("aria-pressed") === "true";
    grid()?.toggleAttribute("data-selecting", asked || picked.size > 0);
    const form = bar();
    if (!form) return;
    form.toggleAttribute("data-on", picked.size > 0);
    form.querySelector("[data-picked]").textContent = picked.size;
    const compare = form.querySelector("[data-compare]");
    if (compare) compare.disabled = picked.size < 2;
  }

  function pick(box, range) {
    const all = boxes();
    const from = all.findIndex((each) => each.value === last);
    const to = all.indexOf(box);
    const touched = range && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [box];
    touched.forEach((each) => (box.checked ? picked.add(each.value) : picked.delete(each.value)));
    last = box.value;
    refresh();
  }

  let shift = false;
  document.addEventListener("click", (event) => {
    shift = event.shiftKey;
    const button = event.target.closest?.("[data-select-mode]");
    if (button) mode(button.getAttribute("aria-pressed") !== "true");
    if (event.target.closest?.("[data-clear]")) mode(false);
  }, true);
  document.addEventListener("mousedown", (event) => {
    if (event.shiftKey && event.target.closest?.("[data-card] .pick")) event.preventDefault(); // no text is marked on the way
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-pick]")) return;
    event.stopPropagation();
    pick(event.target, shift);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && picked.size && !document.querySelector("dialog[open], :popover-open")) mode(false);
    if (event.key === "a" && (event.ctrlKey || event.metaKey) && event.target.closest?.("[data-card]")) {
      event.preventDefault();
      boxes().forEach((box) => picked.add(box.value));
      refresh();
    }
  });

  // A download leaves the page standing: its form may be sent again.
  document.addEventListener("submit", (event) => {
    if (event.target === bar()) setTimeout(() => { delete bar()?.dataset.sent; }, 1000);
  });

  document.addEventListener("cards:changed", refresh);
  refresh();
})();
