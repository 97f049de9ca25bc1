/* Forms with data-upload show how far a file is, can be stopped, and say at the field why a file was refused. */
(() => {
  "use strict";

  function send(form) {
    const bar = form.querySelector("progress");
    const said = form.querySelector("[data-upload-said]");
    const cancel = form.querySelector("[data-upload-cancel]");
    const request = new XMLHttpRequest();
    const done = (text, wrong) => {
      said.textContent = text;
      said.classList.toggle("wrong", wrong);
      bar.hidden = cancel.hidden = true;
      delete form.dataset.sent;
      form.querySelectorAll("[aria-disabled]").forEach((one) => one.removeAttribute("aria-disabled"));
    };
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", form.elements.namedItem("csrfmiddlewaretoken").value);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.floor((100 * event.loaded) / event.total);
      bar.value = percent;
      said.textContent =
        percent < 100 ? said.dataset.sending.replace("{percent}", percent) : said.dataset.washing;
    });
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        /* A page in place of an answer: the connection or the session is gone. */
      }
      if (request.status < 300 && answer.url) window.location.reload();
      else done(answer.detail ?? said.dataset.lost, true);
    });
    request.addEventListener("error", () => done(said.dataset.lost, true));
    request.addEventListener("abort", () => done(said.dataset.stopped, false));
    cancel.onclick = () => request.abort();
    bar.value = 0;
    bar.hidden = cancel.hidden = false;
    request.send(new FormData(form));
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-upload]") || event.defaultPrevented) return;
    event.preventDefault();
    send(event.target);
  });
})();
