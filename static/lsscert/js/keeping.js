/* What is typed into a form with data-keep="<key>" is kept on this device until it is saved, and offered again when the
   page comes back. Where another tab saved a newer version, both are shown and either can be taken. */
(() => {
  "use strict";
  const PREFIX = "lsscert-kept:";
  const OLDEST_MS = 60 * 24 * 3600 * 1000;
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "version"]);

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const plain = (text) => String(text ?? "").replace(/\r\n/g, "\n").trim();

  function valuesOf(form) {
    const data = new FormData(form);
    return Object.fromEntries([...data].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string"));
  }

  function fill(form, values) {
    [...form.elements].forEach((field) => {
      if (NOT_KEPT.has(field.name) || !(field.name in values)) return;
      if (field.type === "radio") field.checked = field.value === values[field.name];
      else field.value = values[field.name];
    });
    form.dispatchEvent(new CustomEvent("kept:filled"));
  }

  function differs(a, b) {
    return Object.keys({ ...a, ...b }).some((name) => plain(a[name]) !== plain(b[name]));
  }

  function watch(form) {
    const key = PREFIX + form.dataset.keep;
    const panel = document.querySelector("[data-two-versions]");
    const compare = form.querySelector("[data-compare]");
    const version = form.elements.namedItem("version");
    let answer = null; // what the two buttons of the panel do

    const forget = () => {
      localStorage.removeItem(key);
      delete form.dataset.kept;
    };
    const keep = () => {
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
        form.dataset.kept = "yes";
      } catch {
        delete form.dataset.kept; // no room, or not allowed: the page then warns before it is left
      }
    };

    function show(which, mine, theirs, choose) {
      if (!panel) return;
      answer = choose;
      panel.querySelectorAll("[data-when]").forEach((each) => (each.hidden = each.dataset.when !== which));
      panel.querySelector("[data-mine]").textContent = inWords(mine);
      panel.querySelector("[data-theirs]").textContent = inWords(theirs);
      panel.hidden = false;
      if (compare) compare.hidden = false;
      // Whoever is typing is not torn away; the link beside the status leads here.
      if (!form.contains(document.activeElement)) panel.querySelector("[data-heading]:not([hidden])")?.focus();
    }
    const inWords = (values) =>
      [values.introduction, values.text].map(plain).filter(Boolean).join("\n\n") || panel.dataset.nothing;
    const done = () => {
      panel.hidden = true;
      if (compare) compare.hidden = true;
      form.querySelector("textarea[name=text]")?.focus();
    };

    panel?.addEventListener("click", (event) => {
      const button = event.target.closest("[data-take]");
      if (!button || !answer) return;
      event.preventDefault();
      answer[button.dataset.take]();
      done();
    });

    form.addEventListener("autosave:typed", keep);
    form.addEventListener("autosave:saved", (event) => {
      if (event.detail.all) forget();
      else keep();
    });
    form.addEventListener("autosave:stale", (event) => {
      const { version: newer, theirs } = event.detail;
      show("stale", valuesOf(form), theirs, {
        mine: () => form.dispatchEvent(new CustomEvent("autosave:go-on", { detail: { version: newer } })),
        theirs: () => {
          fill(form, theirs);
          version.value = newer;
          forget();
          form.dispatchEvent(new CustomEvent("autosave:go-on", { detail: { version: newer } }));
        },
      });
    });

    const kept = read(key);
    if (!kept?.values || "unsaved" in form.dataset) return;
    if (!differs(kept.values, valuesOf(form))) return forget();
    show("kept", kept.values, valuesOf(form), {
      mine: () => {
        fill(form, kept.values);
        form.dispatchEvent(new Event("input"));
      },
      theirs: forget,
    });
  }

  /* What nobody came back for. */
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX) && (read(key)?.at ?? 0) < Date.now() - OLDEST_MS)
    .forEach((key) => localStorage.removeItem(key));

  document.querySelectorAll("form[data-keep]").forEach(watch);
})();
