/* From a box that one searches in, the arrow down leads into what was found; there the arrows choose by themselves. */
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const target = event.target.dataset?.leadsTo;
    if (event.key !== "ArrowDown" || !target) return;
    const found = document.getElementById(target);
    const first = found?.querySelector("input:checked") ?? found?.querySelector("input:not([type=hidden]), button, a");
    if (!first) return;
    event.preventDefault();
    first.focus();
    if (first.type === "radio" && !first.checked) first.click();
  });
})();
