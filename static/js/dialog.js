// <a href="…/delete/" data-dialog="ID"> opens the dialog instead of the page with the same form.
// A button of a form with a typed confirmation is off until the words are whole: <input data-confirm="alice/app">.
(() => {
  document.addEventListener("click", (event) => {
    const trigger = event.target.closest("[data-dialog]");
    const dialog = trigger && document.getElementById(trigger.dataset.dialog);
    if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });

  function settle(input) {
    const button = input.form.querySelector("[data-confirmed]");
    if (button) button.disabled = input.value !== input.dataset.confirm;
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-confirm]")) settle(event.target);
  });
  document.querySelectorAll("[data-confirm]").forEach(settle);
})();
