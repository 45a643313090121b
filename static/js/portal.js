// Small comforts; every page works without them.
(() => {
  // After a refused form, start reading and typing at the list of what to correct.
  const focusErrors = (root) => root.querySelector('[data-module="error-summary"]')?.focus();

  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".site-menu[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  focusErrors(document);
})();
