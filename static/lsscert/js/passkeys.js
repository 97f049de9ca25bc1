/* Passkeys: asks the device, puts its answer into the form and sends it.
   A form says what it wants in data-passkey (login, get, create); buttons stay hidden where browsers cannot do it. */
(() => {
  "use strict";

  const able = () => Boolean(window.webauthnJSON && window.PublicKeyCredential && window.isSecureContext);

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`no options: ${answer.status}`);
    return (await answer.json()).request_options;
  };

  const forCreation = (form, options) => {
    const alone = form.elements.passwordless.checked;
    const choice = options.publicKey.authenticatorSelection;
    choice.residentKey = alone ? "required" : "discouraged";
    choice.requireResidentKey = alone;
    if (alone) choice.userVerification = "required";
    return options;
  };

  const ask = async (form) => {
    const options = await optionsOf(form);
    if (form.dataset.passkey === "create") return window.webauthnJSON.create(forCreation(form, options));
    return window.webauthnJSON.get(options);
  };

  const tell = (form, error) => {
    const line = form.querySelector("[data-passkey-problem]");
    const why = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" }[error.name];
    line.textContent = line.dataset[why || "other"];
    line.hidden = false;
  };

  const prepare = (form) => {
    const button = form.querySelector("[data-passkey-go]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask(form));
        form.submit();
      } catch (error) {
        tell(form, error);
        button.disabled = false;
      }
    });
  };

  if (!able()) return;
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
  document.querySelectorAll("[data-passkey-only]").forEach((part) => { part.hidden = false; });
})();
