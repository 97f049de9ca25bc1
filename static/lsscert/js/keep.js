/* Forms with data-keep="<name>" keep what is typed on this device until the server has it. What a crash or a closed
   tab left behind is offered again: put back at once when nobody saved since, else shown with a choice. */
(() => {
  "use strict";
  const words = document.getElementById("said-by-scripts")?.dataset ?? {};
  const DAYS = 30;

  const typed = (form) =>
    Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "version"].includes(name)));
  const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);
  const version = (form) => form.elements.namedItem("version")?.value ?? "";

  function fill(form, values) {
    Object.entries(values).forEach(([name, value]) => {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offer(form, kept, forget) {
    const note = document.createElement("div");
    note.className = "note tone-act";
    note.setAttribute("role", "alert");
    const text = Object.values(kept.values).join("\n\n").trim();
    const say = Object.assign(document.createElement("p"), { className: "note-word", textContent: words.found });
    const shown = Object.assign(document.createElement("pre"), { className: "written", textContent: text });
    const row = Object.assign(document.createElement("p"), { className: "go-row" });
    const button = (label, act) => {
      const one = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      one.className = "btn btn-outline-primary";
      one.addEventListener("click", () => (act(), note.remove()));
      row.append(one, " ");
    };
    button(words.take, () => fill(form, kept.values));
    button(words.drop, forget);
    const inside = document.createElement("div");
    inside.append(say, shown, row);
    note.append(inside);
    form.before(note);
  }

  function watch(form) {
    const key = `lsscert:keep:${form.dataset.keep}`;
    const forget = () => localStorage.removeItem(key);
    const keep = () =>
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), version: version(form), values: typed(form) }));
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(key));
    } catch {
      return;
    }
    if (kept && Date.now() - kept.at > DAYS * 86400000) forget();
    else if (kept && same(kept.values, typed(form))) forget();
    else if (kept && kept.version === version(form)) fill(form, kept.values);
    else if (kept) offer(form, kept, forget);
    const guarded = () => {
      try {
        keep();
      } catch {
        /* Storage is full or switched off: saving goes on without it. */
      }
    };
    form.addEventListener("input", guarded);
    form.addEventListener("autosaved", (event) => (event.detail.all ? forget() : guarded()));
  }

  // After autosave.js listens, so that what is put back is saved, too.
  window.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-keep]").forEach(watch));
})();
