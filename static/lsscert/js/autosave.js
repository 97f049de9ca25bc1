/* Forms with data-autosave="<url>" save as one types and say so. The server answers {version, saved_at},
   409 {detail} when somebody saved a newer version elsewhere (with {version, theirs} the page can offer both), or
   422 {detail} when it cannot be kept like this. The form hears autosave:typed, autosave:saved and autosave:stale;
   autosave:go-on {version} lets it go on from that version. data-kept on the form: what is typed is kept elsewhere. */
(() => {
  "use strict";
  const PAUSE_MS = 800;
  const LONGEST_MS = 20000;
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
    let timer, changed = 0, saved = 0, refused = 0, tries = 0, busy = false, stopped = false, leaving = false;
    let underway = null, waiting = false;
    let unheard = null; // what was sent last without an answer: it may have been saved all the same

    const say = (text, wrong = false) => {
      if (!status) return;
      if (status.textContent !== text) status.textContent = text;
      status.classList.toggle("wrong", wrong);
    };
    const tell = (name, detail) => form.dispatchEvent(new CustomEvent(`autosave:${name}`, { detail }));
    const versionIs = (version) => {
      const field = form.elements.namedItem("version");
      if (field && version !== undefined) field.value = version;
    };
    const later = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => (underway = save()), ms);
    };

    async function save() {
      if (busy || stopped || leaving || saved === changed || refused === changed) return;
      busy = true;
      const now = changed, body = typed(form);
      say(words.saving);
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" },
          signal: AbortSignal.timeout(LONGEST_MS),
        });
        heard(answer, await answer.json().catch(() => ({})), now);
      } catch {
        unheard = body;
        retry();
      } finally {
        busy = false;
      }
      if (!stopped && saved !== changed && tries === 0) later(PAUSE_MS);
    }

    function heard(answer, json, now) {
      if (answer.ok && !answer.redirected) settle(json, now);
      else if (answer.status >= 500 || answer.status === 429) retry();
      else if (answer.status === 422 && json.detail) refuse(json.detail, now);
      else if (json.theirs && wasOurs(json.theirs)) takeOver(json.version);
      else stop(json);
    }

    // The newer version is the one we sent when the line broke: nobody else wrote.
    const plain = (text) => String(text ?? "").replace(/\r\n/g, "\n").trim();
    const wasOurs = (theirs) =>
      unheard && Object.entries(theirs).every(([name, value]) => plain(unheard.get(name)) === plain(value));

    function takeOver(version) {
      unheard = null;
      tries = 0;
      versionIs(version);
    }

    function refuse(detail, now) {
      refused = now;
      tries = 0;
      say(detail, true);
    }

    function settle(json, now) {
      saved = now;
      tries = 0;
      unheard = null;
      versionIs(json.version);
      const at = json.saved_at ? new Date(json.saved_at) : new Date();
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(at);
      say(words.saved.replace("{time}", time));
      tell("saved", { ...json, all: saved === changed });
    }

    function retry() {
      say("kept" in form.dataset ? words.kept : words.offline, true);
      later(RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    }

    function stop(json) {
      stopped = true;
      say(json.detail || words.stopped, true);
      if (json.theirs) tell("stale", json);
    }

    status?.setAttribute("role", "status");
    const note = (event) => {
      if (event.target.type === "file" || leaving) return;
      changed += 1;
      tell("typed");
      if (stopped) return;
      if (!busy && tries === 0) say(words.unsaved);
      if (tries === 0) later(PAUSE_MS);
    };
    form.addEventListener("input", note);
    // A save under way and the button's would refuse each other: the page is left once the first was heard.
    form.addEventListener("submit", (event) => {
      leaving = true;
      clearTimeout(timer);
      if (!busy) return;
      event.preventDefault();
      if (waiting) return;
      waiting = true;
      underway.finally(() => {
        waiting = false;
        form.requestSubmit(event.submitter);
      });
    });
    form.addEventListener("autosave:go-on", (event) => {
      versionIs(event.detail.version);
      stopped = false;
      changed += 1;
      later(0);
    });
    window.addEventListener("pageshow", () => (leaving = false));
    window.addEventListener("online", () => later(0));
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && saved !== changed && !("kept" in form.dataset)) event.preventDefault();
    });
  }

  document.querySelectorAll("form[data-autosave]").forEach(watch);
})();
