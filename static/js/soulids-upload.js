// Photos of a person go up three at a time, each in a row of its own. What has come is the server's; of the rest the names
// are kept, so that a page that was left can say which files did not make it.
(() => {
  const AT_ONCE = 3, ALBUM_AFTER_MS = 250;
  const form = document.getElementById("photo-new");
  if (!form) return;
  const words = form.dataset;
  const rows = document.getElementById("uploads");
  const sum = document.getElementById("upload-sum");
  const drop = form.querySelector("[data-drop]");
  const waiting = [], going = new Set(), left = new Map();
  const STORE = `soul-uploads-${words.soul}`;
  let sent = 0, all = 0, albumTimer;

  const { made, rowIn, button } = soulRows;
  const rowOf = (name) => rowIn(rows, name, words.waits);
  const keyOf = (file) => `${file.size} ${file.name}`;
  const kept = () => new Set(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));
  function keep(change) {
    const keys = kept();
    change(keys);
    sessionStorage.setItem(STORE, JSON.stringify([...keys]));
  }

  function tell() {
    sum.hidden = !all;
    if (!all) return;
    const bar = made("progress", { max: all, value: sent });
    bar.setAttribute("aria-label", words.going);
    sum.replaceChildren(made("span", { className: "num", textContent: `${words.going}: ${sent} / ${all}` }), bar);
    if (sent === all) { sent = all = 0; setTimeout(tell, 1500); }
  }

  function forget(file, row) {
    keep((keys) => keys.delete(keyOf(file)));
    left.get(keyOf(file))?.remove();
    left.delete(keyOf(file));
    row.remove();
  }

  function refused(file, row, said, again) {
    const status = made("span", { className: "status", textContent: said });
    status.dataset.is = "bad";
    row.dataset.mark = "bad";
    row.querySelector("progress, .verdict-words")?.replaceWith(made("span", { className: "verdict-words" }, status));
    const deeds = row.querySelector(".deeds");
    deeds.replaceChildren(button(words.remove, file.name, () => forget(file, row)));
    if (again) deeds.prepend(button(words.again, file.name, () => { row.remove(); take([file]); }));
  }

  function ended(file, row, request) {
    going.delete(row);
    sent += 1;
    const told = JSON.parse(request.getResponseHeader("HX-Trigger") ?? "{}");
    if (request.status === 204) {
      forget(file, row);
      clearTimeout(albumTimer);
      albumTimer = setTimeout(() => htmx.trigger(document.body, "album"), ALBUM_AFTER_MS);
    } else {
      // A session that has ended answers with the page to sign in: nothing has come then.
      const broken = request.status < 400 || request.status >= 500 || request.status === 429;
      if (!broken) keep((keys) => keys.delete(keyOf(file)));
      refused(file, row, told.refused?.text ?? told.toast?.text ?? words.lost, broken);
    }
    tell();
    next();
  }

  function send({ file, row }) {
    going.add(row);
    const bar = made("progress", { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    row.querySelector(".verdict-words").replaceWith(bar);
    const body = new FormData();
    body.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; });
    request.addEventListener("loadend", () => ended(file, row, request));
    request.send(body);
  }

  function next() {
    while (waiting.length && going.size < AT_ONCE) send(waiting.shift());
  }

  function take(files) {
    const pictures = files.filter(soulFiles.isPicture);
    if (pictures.length < files.length) htmx.trigger(document.body, "toast", { text: words.skipped });
    keep((keys) => pictures.forEach((file) => keys.add(keyOf(file))));
    pictures.forEach((file) => waiting.push({ file, row: rowOf(file.name) }));
    all += pictures.length;
    tell();
    next();
  }

  // Left over from a page that was closed or loaded anew: named, so that they can be dropped again.
  function nameLeft() {
    kept().forEach((key) => {
      const name = key.slice(key.indexOf(" ") + 1);
      const row = rowOf(name);
      left.set(key, row);
      refused({ name, size: Number(key.split(" ")[0]) }, row, words.cutOff, false);
    });
  }

  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.setAttribute("data-over", "");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.removeAttribute("data-over"); });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.removeAttribute("data-over");
    soulFiles.dropped(event.dataTransfer).then(take);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-photo-files]")) return;
    take([...event.target.files]);
    event.target.value = "";
  });
  form.querySelectorAll("[data-with-scripts]").forEach((element) => { element.hidden = false; });
  nameLeft();
})();
