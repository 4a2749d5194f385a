// A row for each file that is on its way.
(() => {
  function made(tag, fields, ...inside) {
    const element = Object.assign(document.createElement(tag), fields);
    element.append(...inside);
    return element;
  }

  function rowIn(list, name, said) {
    const file = made("span", { className: "file" }, made("span", { textContent: name, title: name }));
    const words = made("small", { className: "verdict-words muted", textContent: said });
    const row = made("li", { className: "photo" }, file, words, made("span", { className: "deeds" }));
    list.append(row);
    return row;
  }

  function button(text, name, press) {
    const small = made("button", { type: "button", className: "button", textContent: text });
    Object.assign(small.dataset, { size: "s", variant: "quiet" });
    small.setAttribute("aria-label", `${text}: ${name}`);
    small.addEventListener("click", press);
    return small;
  }

  window.soulRows = { made, rowIn, button };
})();
