// <form data-passkey="get" data-question="{…}"> asks the device when it is sent, and sends its answer with it: "create"
// makes a passkey, "get" signs in with one. What goes wrong is said in the form's [data-trouble].
(() => {
  const ways = {
    create: (question) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) }),
    get: (question) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) }),
  };

  async function ask(form) {
    const credential = await ways[form.dataset.passkey](JSON.parse(form.dataset.question));
    form.elements.answer.value = JSON.stringify(credential.toJSON());
    form.submit();
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-passkey]")) return;
    event.preventDefault();
    const trouble = form.querySelector("[data-trouble]");
    trouble.hidden = true;
    try {
      await ask(form);
    } catch {
      // Cancelled, timed out, known to the device already, or a browser without passkeys: it says no more itself.
      trouble.hidden = false;
      event.submitter?.removeAttribute("aria-busy");
    }
  });
})();
