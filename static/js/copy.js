// Copy buttons: <button data-copy="docker pull …">. Without scripts they are absent and the text is selected by one click.
(() => {
  const SHOWN_FOR = 2000;

  function copyBySelection(text) {
    // The clipboard interface is missing where a hub is reached over plain http by a name of the house.
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "hidden-visually";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  async function copy(text) {
    if (navigator.clipboard) {
      try {
        return await navigator.clipboard.writeText(text);
      } catch {
        // Refused by the browser's settings: the old way still works on a click.
      }
    }
    copyBySelection(text);
  }

  function show(button) {
    const word = button.querySelector("[data-copied]");
    const status = document.getElementById("status");
    const rest = word && word.textContent;
    button.classList.add("is-copied");
    if (word) word.textContent = word.dataset.copied;
    status.textContent = status.dataset.copied;
    setTimeout(() => {
      button.classList.remove("is-copied");
      if (word) word.textContent = rest;
      status.textContent = "";
    }, SHOWN_FOR);
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || button.classList.contains("is-copied")) return;
    await copy(button.dataset.copy);
    button.focus();
    show(button);
  });
})();
