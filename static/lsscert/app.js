/* Small helps for every page. Nothing here is needed: each page works without it. */
(() => {
  "use strict";
  const words = document.getElementById("said-by-scripts")?.dataset ?? {};
  const fill = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  /* One click, one request: the second press of a button does nothing until the page comes back. */
  const RELEASE_MS = 10000;
  const buttons = (form) => [...form.elements].filter((one) => one.type === "submit");
  const release = (form) => {
    delete form.dataset.sent;
    buttons(form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const posts = form.getAttribute("method")?.toLowerCase() === "post";
    if (event.defaultPrevented || !posts || "resubmit" in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    buttons(form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    // A download leaves the page standing, so the button must come back by itself.
    setTimeout(() => release(form), RELEASE_MS);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

  /* The summary of what is wrong is read first. */
  document.querySelector("[data-focus]")?.focus();

  /* Folded menus close when one looks elsewhere. */
  const closeFolds = (except) =>
    document.querySelectorAll("details[data-fold][open]").forEach((fold) => {
      if (fold !== except) fold.open = false;
    });
  document.addEventListener("click", (event) => closeFolds(event.target.closest("details[data-fold]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const fold = document.querySelector("details[data-fold][open]");
    closeFolds();
    fold?.querySelector("summary").focus();
  });

  /* The name and size of a chosen file, and a warning before a long upload that would be refused. */
  const size = (bytes) => {
    if (bytes < 1024) return `${bytes} B`;
    if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
    return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, "")} MB`;
  };
  document.addEventListener("change", (event) => {
    const input = event.target;
    const note = input.type === "file" && document.querySelector(`[data-file-note="${CSS.escape(input.id)}"]`);
    if (!note) return;
    const most = Number(input.dataset.maxBytes) || Infinity;
    const files = [...input.files];
    const tooBig = files.find((file) => file.size > most);
    note.classList.toggle("too-big", Boolean(tooBig));
    note.textContent = tooBig
      ? fill(words.tooBig, { name: tooBig.name, size: size(tooBig.size), most: size(most) })
      : files.map((file) => fill(words.chosen, { name: file.name, size: size(file.size) })).join(" · ");
    input.setCustomValidity(tooBig ? note.textContent : "");
  });

  /* Buttons that only scripts can serve stay hidden without them. */
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    const before = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      const source = button.dataset.copy.startsWith("#") ? document.querySelector(button.dataset.copy) : null;
      await navigator.clipboard.writeText(source ? (source.value ?? source.textContent).trim() : button.dataset.copy);
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = before), 2500);
    });
  });
})();
