// Suggestions under a search box while one types: <form class="search" data-suggest="/search/suggest" data-suggestions="{number} …">.
// The arrows choose, Enter goes there, Escape closes. The form searches as ever.
(() => {
  const REST = 150;

  function attend(form) {
    const input = form.querySelector('input[name="q"]');
    const list = document.createElement("ul");
    let timer, asked;

    list.className = "suggestions";
    list.id = `suggestions-${[...document.forms].indexOf(form)}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.getAttribute("aria-label"));

    function close() {
      clearTimeout(timer);
      if (asked) asked.abort();
      list.remove();
      for (const name of ["aria-controls", "aria-activedescendant"]) input.removeAttribute(name);
    }

    function option({ name, description, address }, number) {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.className = "suggestion";
      item.dataset.address = address;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      for (const [part, text] of [["name", name], ["text", description]]) {
        const span = document.createElement("span");
        span.className = `suggestion__${part}`;
        span.textContent = text;
        item.append(span, " ");
      }
      return item;
    }

    async function ask() {
      const typed = input.value.trim();
      close();
      if (!typed) return;
      asked = new AbortController();
      try {
        const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
        if (response.ok) show((await response.json()).suggestions);
      } catch {
        // Typed on, or the hub is away: the form still searches.
      }
    }

    function show(found) {
      if (!found.length || document.activeElement !== input) return;
      list.replaceChildren(...found.map(option));
      form.append(list);
      input.setAttribute("aria-controls", list.id);
      document.getElementById("status").textContent = form.dataset.suggestions.replace("{number}", found.length);
    }

    function move(step) {
      const items = [...list.children];
      const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
      const next = now < 0 && step < 0 ? items.length - 1 : (now + step + items.length) % items.length;
      items.forEach((item, at) => item.setAttribute("aria-selected", at === next));
      items[next].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[next].id);
    }

    input.setAttribute("aria-autocomplete", "list");
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, REST);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (!list.isConnected || event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const chosen = list.querySelector('[aria-selected="true"]');
      if (step) move(step);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen) location.assign(chosen.dataset.address);
      else return;
      event.preventDefault();
    });
    // Before the box loses the focus, which would close the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("li");
      if (item) location.assign(item.dataset.address);
    });
  }

  document.querySelectorAll("form[data-suggest]").forEach(attend);
})();
