// Unfold's pages on the build of Alpine that evaluates nothing, as the content security policy asks: names for what
// their expressions call, and other words for the few expressions that this build cannot read.
(() => {
  "use strict";

  htmx.config.includeIndicatorStyles = false; // it would write a style element
  htmx.config.allowEval = false;

  // That build sees no globals; what it is given must be an object of ours.
  const stored = {
    getItem: (name) => localStorage.getItem(name),
    setItem: (name, value) => localStorage.setItem(name, value),
  };
  const place = {
    get pathname() { return location.pathname; },
    get search() { return location.search; },
  };
  const known = {
    localStorage: stored,
    window: { location: place },
    getCurrentTab: () => getCurrentTab(),
    foldSidebar() {
      this.sidebarDesktopOpen = !this.sidebarDesktopOpen;
      stored.setItem("sidebarDesktopOpen", this.sidebarDesktopOpen ? "1" : "0");
    },
  };

  // [where, attribute, what stands there instead]
  const reworded = [
    ["#changelist-actions", "x-bind:style", () => "{ width: changeListWidth + 'px' }"],
    ["[x-on\\:click^=sidebarDesktopOpen]", "x-on:click", () => "foldSidebar()"],
    ["#nav-filter", "x-on:focus", () => "open()"],
    ["#nav-filter", "x-on:keydown.escape.prevent", () => "clear()"],
    ["#search-input-command", "x-on:keydown.enter.prevent", () => "choose($event)"],
    // The watcher is a function, which cannot be read; the button that it watches stores the value itself.
    ["body", "x-init", (given) => given.replace(/\$watch\([\s\S]*$/, "")],
  ];

  function dropdown() {
    return {
      ...searchDropdown(),
      open() {
        this.openSearchResults = true;
        this.currentIndex = 0;
      },
      clear() {
        this.openSearchResults = false;
        if (this.$refs.searchInput.value === "") this.$refs.searchInput.blur();
        this.$refs.searchInput.value = "";
      },
    };
  }

  function command() {
    return {
      ...searchCommand(),
      choose(event) {
        if (!event.metaKey && !event.ctrlKey) this.selectItem(false, false);
      },
    };
  }

  document.addEventListener("alpine:init", () => {
    Alpine.data("theme", (chosen) => ({ ...theme(chosen), ...known }));
    Alpine.data("searchForm", () => searchForm());
    Alpine.data("searchDropdown", dropdown);
    Alpine.data("searchCommand", command);
    for (const [where, name, words] of reworded) {
      for (const element of document.querySelectorAll(where)) {
        const given = element.getAttribute(name);
        if (given !== null) element.setAttribute(name, words(given));
      }
    }
  });
})();
