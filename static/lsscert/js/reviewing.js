/* Keys on the rating screen, and the rail that follows what is chosen. The page works without it. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-judge]");
  if (!form) return;
  const comment = form.elements.namedItem("comment");
  const due = form.querySelector("[data-comment-due]");
  const here = document.querySelector("[data-rail-here]");
  const chosen = () => form.querySelector('[name="value"]:checked');

  const show = () => {
    const value = chosen();
    if (due) due.hidden = !value || value.value === "met" || comment.value.trim() !== "";
    if (!here || !value) return;
    here.querySelector(".rail-word").textContent = value.dataset.word;
    here.className = `rail-link tone-${value.dataset.tone}`;
    here.querySelector(".icon").replaceWith(value.parentElement.querySelector("template").content.cloneNode(true));
  };
  form.addEventListener("input", show);

  const typing = (target) => target.closest("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]");
  const keys = {
    c: () => comment.focus(),
    j: () => form.querySelector('[data-go="next"]')?.click(),
    k: () => form.querySelector('[data-go="previous"]')?.click(),
    "?": () => {
      const help = form.querySelector("[data-keys]");
      help.open = !help.open;
      help.querySelector("summary").focus();
    },
  };
  const rate = (key) => {
    const radio = form.querySelector(`[data-key="${key}"]`);
    if (!radio || radio.checked) return radio?.focus();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if ("123".includes(event.key)) rate(event.key);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
})();
