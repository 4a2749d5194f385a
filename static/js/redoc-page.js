// ReDoc's footer asks a server outside for its logo. The policy refuses that; this does not even ask.
(() => {
  "use strict";

  const outside = (value) => /^https?:/i.test(value) && new URL(value).origin !== location.origin;
  const attribute = Element.prototype.setAttribute;
  const property = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");

  HTMLImageElement.prototype.setAttribute = function (name, value) {
    if (name === "src" && outside(value)) this.hidden = true;
    else attribute.call(this, name, value);
  };
  Object.defineProperty(HTMLImageElement.prototype, "src", {
    ...property,
    set(value) {
      if (outside(value)) this.hidden = true;
      else property.set.call(this, value);
    },
  });
})();
