/* Helps at a Markdown field: the toolbar, Ctrl+B / I / K, the count of words, and what a save says is still wanted. */
(() => {
  "use strict";
  const LONG = 20000; // characters; beyond it browsers take seconds to put them in as if typed

  /* As typed by hand, so that undo knows it. */
  window.lsscertInsert = (field, text) => {
    field.focus();
    if (text.length < LONG && document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const selected = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

  function around(field, mark, word) {
    const text = selected(field) || word;
    const start = field.selectionStart + mark.length;
    window.lsscertInsert(field, `${mark}${text}${mark}`);
    field.setSelectionRange(start, start + text.length);
  }

  /* The whole lines of the selection get a mark before them, or lose it. */
  function lines(field, mark, pattern) {
    const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const end = field.value.indexOf("\n", field.selectionEnd);
    const to = end < 0 ? field.value.length : end;
    const rows = field.value.slice(from, to).split("\n");
    const marked = rows.every((row) => pattern.test(row));
    const made = rows.map((row, index) => {
      const bare = row.replace(pattern, "");
      return marked ? bare : `${typeof mark === "function" ? mark(index) : mark}${bare}`;
    });
    field.setSelectionRange(from, to);
    window.lsscertInsert(field, made.join("\n"));
  }

  function link(field, word) {
    const text = selected(field) || word;
    const isAddress = /^https?:\/\/\S+$/.test(text);
    const start = field.selectionStart;
    window.lsscertInsert(field, isAddress ? `[${word}](${text})` : `[${text}](https://)`);
    if (isAddress) field.setSelectionRange(start + 1, start + 1 + word.length);
    else field.setSelectionRange(start + text.length + 11, start + text.length + 11);
  }

  const DO = {
    bold: (field, word) => around(field, "**", word),
    italic: (field, word) => around(field, "*", word),
    heading: (field) => lines(field, "## ", /^#{1,6} /),
    list: (field) => lines(field, "- ", /^[-*] /),
    numbers: (field) => lines(field, (index) => `${index + 1}. `, /^\d+[.)] /),
    link,
  };
  const KEYS = { b: "bold", i: "italic", k: "link" };

  document.querySelectorAll("[data-toolbar]").forEach((bar) => {
    const field = document.getElementById(bar.dataset.toolbar);
    if (!field) return;
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) DO[button.dataset.do](field, button.dataset.word);
    });
    field.addEventListener("keydown", (event) => {
      const what = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
      if (!what) return;
      event.preventDefault();
      DO[what](field, bar.querySelector(`[data-do="${what}"]`)?.dataset.word ?? "");
    });
  });

  /* The same count as the server's: what stands between spaces and has a letter or a digit; a link's address is none. */
  const count = (text) =>
    text.replace(/\]\([^)\s]*\)/g, "]").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

  document.querySelectorAll("[data-words-of]").forEach((meter) => {
    const field = document.getElementById(meter.dataset.wordsOf);
    if (!field) return;
    const guide = Number(meter.dataset.guide);
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const show = () => {
      const words = count(field.value);
      meter.querySelector("[data-count]").textContent = number.format(words);
      meter.querySelector("progress").value = Math.min(words, guide);
      meter.querySelector("[data-beyond]").hidden = words <= guide;
    };
    field.addEventListener("input", show);
    field.form?.addEventListener("kept:filled", show);
    show();
  });

  /* Without a line the preview waits for the next word that is typed. */
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!navigator.onLine) event.preventDefault();
  });

  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    form.addEventListener("autosave:saved", (event) => {
      const place = document.querySelector("[data-still]");
      // Made by our own template, which escapes whatever people wrote.
      if (place && event.detail.still !== undefined && place.innerHTML !== event.detail.still) place.innerHTML = event.detail.still;
    });
    form.addEventListener("kept:filled", () => form.querySelector("[data-preview]")?.dispatchEvent(new Event("again")));
  });
})();
