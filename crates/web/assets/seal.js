// Seals who a source is, in this browser, to the keys that are ticked. What is typed is never sent: its input has no
// name, and it is emptied once it is sealed. A form whose text was sealed elsewhere is sent as it is.

const STEP = 1024;

// The length of a name is not told either.
const padded = (text) => {
  const bytes = new TextEncoder().encode(text);
  const whole = new Uint8Array(Math.ceil(bytes.length / STEP) * STEP).fill(10);
  whole.set(bytes);
  return whole;
};

async function sealed(library, text, keys) {
  const { Encrypter, armor } = await import(library);
  const encrypter = new Encrypter();
  keys.forEach((key) => encrypter.addRecipient(key));
  return armor.encode(await encrypter.encrypt(padded(text)));
}

function offer(form) {
  const part = form.querySelector("[data-seal-part]");
  const text = part.querySelector("textarea");
  const file = part.querySelector("input[type=file]");
  const done = part.querySelector("[data-seal-done]");
  const failed = part.querySelector("[data-seal-failed]");
  const ticked = () => [...form.querySelectorAll("input[name=to]:checked")].map((each) => each.value);
  part.querySelector("[data-seal-do]").addEventListener("click", async () => {
    done.hidden = failed.hidden = true;
    try {
      if (!text.value.trim() || !ticked().length) throw new Error("nothing to seal");
      form.elements.sealed.value = await sealed(form.dataset.seal, text.value, ticked());
      text.value = "";
      done.hidden = false;
    } catch {
      failed.hidden = false;
    }
  });
  // Sealed to other keys than are ticked it would be refused: it has to be sealed again.
  form.addEventListener("change", (event) => {
    if (event.target.name !== "to" || done.hidden) return;
    form.elements.sealed.value = "";
    done.hidden = true;
  });
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (chosen) form.elements.sealed.value = await chosen.text();
  });
  // A name left in the input stays out of the page that a browser keeps for going back.
  form.addEventListener("submit", () => (text.value = ""));
  part.hidden = false;
}

document.querySelectorAll("form[data-seal]").forEach(offer);
