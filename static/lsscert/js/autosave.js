/* Forms with data-autosave="<url>" save as one types and say so. The server answers {version, saved_at},
   or 409 {detail} when somebody saved a newer version elsewhere. */
(() => {
  "use strict";
  const PAUSE_MS = 800;
  const RETRY_MS = [2000, 4000, 8000, 15000, 30000];
  const words = document.getElementById("said-by-scripts")?.dataset ?? {};

  function typed(form) {
    const data = new FormData(form);
    // Files travel with the button only; a half-chosen one must not be sent again with every word.
    [...data.entries()].forEach(([name, value]) => value instanceof File && data.delete(name));
    return data;
  }

  function watch(form) {
    const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
    let timer, changed = 0, saved = 0, tries = 0, busy = false, stopped = false, leaving = false;

    const say = (text, wrong = false) => {
      if (!status) return;
      if (status.textContent !== text) status.textContent = text;
      status.classList.toggle("wrong", wrong);
    };
    const later = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(save, ms);
    };

    async function save() {
      if (busy || stopped || leaving || saved === changed) return;
      busy = true;
      const now = changed;
      say(words.saving);
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body: typed(form), credentials: "same-origin", headers: { Accept: "application/json" },
        });
        const json = await answer.json().catch(() => ({}));
        if (answer.ok && !answer.redirected) settle(json, now);
        else if (answer.status >= 500 || answer.status === 429) retry();
        else stop(json.detail);
      } catch {
        retry();
      } finally {
        busy = false;
      }
      if (!stopped && saved !== changed && tries === 0) later(PAUSE_MS);
    }

    function settle(json, now) {
      saved = now;
      tries = 0;
      const version = form.elements.namedItem("version");
      if (version && json.version !== undefined) version.value = json.version;
      const at = json.saved_at ? new Date(json.saved_at) : new Date();
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(at);
      say(words.saved.replace("{time}", time));
    }

    function retry() {
      say(words.offline, true);
      later(RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    }

    function stop(detail) {
      stopped = true;
      say(detail || words.stopped, true);
    }

    status?.setAttribute("role", "status");
    const note = (event) => {
      if (event.target.type === "file" || leaving) return;
      changed += 1;
      if (stopped) return;
      if (!busy && tries === 0) say(words.unsaved);
      if (tries === 0) later(PAUSE_MS);
    };
    form.addEventListener("input", note);
    form.addEventListener("submit", () => {
      leaving = true;
      clearTimeout(timer);
    });
    window.addEventListener("pageshow", () => (leaving = false));
    window.addEventListener("online", () => later(0));
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && saved !== changed) event.preventDefault();
    });
  }

  document.querySelectorAll("form[data-autosave]").forEach(watch);
})();
