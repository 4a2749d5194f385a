// Who is in a shot, and its frames: chosen in the pickers of the composer, dropped, uploaded, taken out.
(() => {
  const { board } = window.storyboard;
  const dialog = document.getElementById("pick-dialog");
  let place = null; // the card or the frame that the dialog was opened for; null for the whole board

  const changed = (inside) => inside.dispatchEvent(new Event("change", { bubbles: true }));
  const trouble = () => htmx.trigger(document.body, "toast", { text: document.getElementById("toasts").dataset.trouble, is: "bad" });

  async function piece(query) {
    const answer = await fetch(`${board.dataset.pieceUrl}?${new URLSearchParams(query)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) {
      trouble();
      return null;
    }
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    return template.content.querySelector("[data-member], [data-slot]");
  }

  function join(chip, card) {
    const cast = card.querySelector("[data-cast-of]");
    if (card.querySelector("fieldset").disabled || [...cast.querySelectorAll("[data-member]")].some((each) => each.dataset.member === chip.dataset.member)) return;
    cast.insertBefore(chip.cloneNode(true), cast.querySelector("details"));
    changed(cast);
  }

  async function hold(reference) {
    const chip = await piece({ reference });
    if (!chip) return;
    const cards = place ? [place] : [...board.querySelectorAll("[data-shot]")];
    cards.forEach((card) => join(chip, card));
    dialog.close();
  }

  async function fill(slot, asset) {
    const fresh = await piece({ role: slot.dataset.slot, ...(asset && { asset }) });
    if (!fresh) return;
    slot.replaceWith(fresh);
    changed(fresh);
    if (dialog.open) dialog.close();
    fresh.querySelector("button, a")?.focus();
  }

  async function upload(slot, file) {
    const body = new FormData();
    body.append("file", file);
    body.append("role", "start_frame");
    body.append("composer", "video");
    slot.setAttribute("aria-busy", "true");
    const token = board.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(board.dataset.uploadUrl, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
    slot.removeAttribute("aria-busy");
    const template = document.createElement("template");
    template.innerHTML = answer ? await answer.text() : "";
    const item = template.content.querySelector("[data-item]");
    if (answer?.ok && item) return fill(slot, item.dataset.item);
    const why = template.content.querySelector(".status")?.textContent.trim();
    if (why) htmx.trigger(document.body, "toast", { text: why, is: "bad" });
    else trouble();
  }

  function open(link) {
    place = link.closest("[data-slot]") ?? link.closest("[data-shot]");
    link.closest("details.menu-place")?.removeAttribute("open");
    dialog.replaceChildren();
    dialog.showModal();
    htmx.ajax("GET", link.dataset.pickFrom, { source: document.body, target: dialog, swap: "innerHTML" })
      .then(() => dialog.querySelector("[autofocus]")?.focus());
  }

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey) return;
    const link = event.target.closest?.("a[data-pick-from], [data-cast-this], [data-hold-this], [data-picks], [data-uncast], [data-uncast-all], [data-empties], [data-close-dialog]");
    if (!link || !(board.contains(link) || dialog.contains(link))) return;
    event.preventDefault();
    const told = link.dataset;
    if (told.pickFrom) open(link);
    else if (told.castThis || told.holdThis) hold(told.castThis ?? told.holdThis);
    else if (told.picks) {
      const asset = new URL(told.itemUrl, location).searchParams.get("asset");
      if (place?.matches("[data-slot]")) fill(place, asset);
      else hold(`asset:${asset}:reference_images`);
    } else if (link.matches("[data-empties]")) fill(link.closest("[data-slot]"), "");
    else if (told.uncastAll) board.querySelectorAll("[data-shot] [data-member]").forEach((chip) => { if (chip.dataset.member === told.uncastAll) out(chip); });
    else if (link.matches("[data-uncast]")) out(link.closest("[data-member]"));
    else dialog.close();
  });

  function out(chip) {
    const cast = chip.parentElement;
    if (cast.closest("fieldset").disabled) return;
    chip.remove();
    changed(cast);
    cast.querySelector("summary").focus();
  }

  board.addEventListener("change", (event) => {
    if (event.target.matches("[data-slot] [data-file]") && event.target.files[0]) upload(event.target.closest("[data-slot]"), event.target.files[0]);
  });
  board.addEventListener("dragover", (event) => { if (event.target.closest("[data-slot]")) event.preventDefault(); });
  board.addEventListener("drop", (event) => {
    const slot = event.target.closest("[data-slot]"), file = event.dataTransfer?.files[0];
    if (!slot || !file) return;
    event.preventDefault();
    upload(slot, file);
  });
})();
