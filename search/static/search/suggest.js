/* Suggestions while typing, for every field with data-suggest (the address to ask) and data-suggest-label (their name).
   A combobox as the ARIA Authoring Practices describe it: the field keeps the focus, arrows walk the list, Enter follows the
   suggestion that is walked to, Escape closes. Nothing is asked while an input method composes. Without this script the form
   is a plain search. */
"use strict";
(() => {
  const PAUSE = 150; // milliseconds without a key before anything is asked
  const LONGEST = 100; // characters of what is asked about

  document.querySelectorAll("input[data-suggest]").forEach((field, number) => {
    const answers = new Map();
    const list = document.createElement("ul");
    let asking = null;
    let timer = 0;
    let active = -1;
    let composing = false;

    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.suggestLabel);
    field.after(list);
    field.type = "text"; // a search field has its own role, which no other may replace
    const attributes = { enterkeyhint: "search", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    Object.entries(attributes).forEach(([name, value]) => field.setAttribute(name, value));

    function close() {
      clearTimeout(timer);
      asking?.abort();
      list.hidden = true;
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function show(suggestions) {
      list.replaceChildren(...suggestions.map(option));
      active = -1;
      field.removeAttribute("aria-activedescendant");
      list.style.insetBlockStart = `${field.offsetTop + field.offsetHeight}px`;
      list.hidden = !suggestions.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
    }

    function option(suggestion, index) {
      const item = document.createElement("li");
      const kind = document.createElement("small");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.url = suggestion.url;
      kind.textContent = suggestion.kind_label;
      item.append(suggestion.text, " ", kind);
      return item;
    }

    function walk(step) {
      const items = [...list.children];
      // One place more than there are suggestions: the field itself.
      active = ((active + 1 + step + items.length + 1) % (items.length + 1)) - 1;
      items.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
      if (active < 0) {
        field.removeAttribute("aria-activedescendant");
      } else {
        field.setAttribute("aria-activedescendant", items[active].id);
        items[active].scrollIntoView({ block: "nearest" });
      }
    }

    function follow(item) {
      const address = new URL(item.dataset.url, location.href);
      if (address.origin === location.origin) location.assign(address);
    }

    async function ask() {
      const typed = field.value.trim().slice(0, LONGEST);
      asking?.abort();
      if (!typed) return close();
      if (!answers.has(typed)) {
        asking = new AbortController();
        try {
          const response = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal: asking.signal, credentials: "omit" });
          if (!response.ok) return close();
          answers.set(typed, (await response.json()).suggestions);
        } catch {
          return; // another key was pressed, or the network is gone: the form still searches
        }
      }
      if (document.activeElement === field && field.value.trim().slice(0, LONGEST) === typed) show(answers.get(typed));
    }

    function wait() {
      clearTimeout(timer);
      if (!composing) timer = setTimeout(ask, PAUSE);
    }

    field.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
    field.addEventListener("compositionend", () => { composing = false; wait(); });
    field.addEventListener("input", wait);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // Enter and arrows belong to the input method
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) wait();
        else walk(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        follow(list.children[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) follow(item);
    });
  });
})();
