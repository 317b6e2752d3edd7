// What a form does beyond sending itself: a filter applies when a choice changes, a send button is pressed once,
// a password can be shown, a long text is counted.
(() => {
  document.addEventListener("change", (event) => {
    const { form } = event.target;
    if (!form || !form.matches("[data-apply]")) return;
    // Several are ticked in a window of its own, and then applied.
    if (event.target.type === "checkbox" && (!event.target.id || form.matches(":popover-open"))) return;
    if (event.target.type === "checkbox") sessionStorage.setItem("ticked", event.target.id);
    form.requestSubmit();
  });

  // The page comes back with fewer results, and the keyboard stays where it was.
  const ticked = document.getElementById(sessionStorage.getItem("ticked") || "");
  sessionStorage.removeItem("ticked");
  if (ticked) ticked.focus();

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target.method !== "post" || !button) return;
    if (button.getAttribute("aria-busy")) {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-busy", "true");
  });

  // A page that comes back from the browser's memory is at rest again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show]");
    if (!button) return;
    const input = document.getElementById(button.dataset.show);
    const isShown = input.type === "password";
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
  });

  const written = (number) => number.toLocaleString(document.documentElement.lang);

  document.addEventListener("input", (event) => {
    const count = document.getElementById(`${event.target.id}_count`);
    if (!count) return;
    const used = [...event.target.value].length;
    const limit = Number(count.dataset.limit);
    count.textContent = count.dataset.words.replace("{used}", written(used)).replace("{limit}", written(limit));
    // Read aloud only where it begins to matter.
    count.setAttribute("aria-live", used > limit * 0.9 ? "polite" : "off");
  });
})();
