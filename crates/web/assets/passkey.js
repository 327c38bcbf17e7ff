// Passkeys: asks this site for the options, the browser for its answer, and sends the answer with the form.
// A form that holds an answer is sent as it is; nothing else here decides anything.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const named = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

async function answer(begin, purpose) {
  const response = await fetch(begin, { method: "POST", body: new URLSearchParams({ purpose }) });
  if (!response.ok) throw new Error(String(response.status));
  const { publicKey } = await response.json();
  publicKey.challenge = bytes(publicKey.challenge);
  const made = {};
  let credential;
  if (purpose === "make") {
    publicKey.user.id = bytes(publicKey.user.id);
    publicKey.excludeCredentials = named(publicKey.excludeCredentials);
    credential = await navigator.credentials.create({ publicKey });
    made.attestationObject = text(credential.response.attestationObject);
  } else {
    publicKey.allowCredentials = named(publicKey.allowCredentials);
    credential = await navigator.credentials.get({ publicKey });
    made.authenticatorData = text(credential.response.authenticatorData);
    made.signature = text(credential.response.signature);
    made.userHandle = credential.response.userHandle && text(credential.response.userHandle);
  }
  made.clientDataJSON = text(credential.response.clientDataJSON);
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, extensions: {}, response: made };
}

function offer(place) {
  const form = place.querySelector("form");
  const failed = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.answer.value = JSON.stringify(await answer(place.dataset.passkey, place.dataset.purpose));
    } catch {
      failed.hidden = false;
      return;
    }
    form.submit();
  });
  place.hidden = false;
}

if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach(offer);
