// Makes a custodian's key in this browser. The private half goes into a file that the browser saves and nowhere else:
// no input holds it and nothing sends it. The public half is filled into the form.

const part = document.querySelector("[data-key-library]");
const recipient = document.querySelector("input[name=recipient]");

async function made() {
  const { generateX25519Identity, identityToRecipient } = await import(part.dataset.keyLibrary);
  const secret = await generateX25519Identity();
  return { secret, open: await identityToRecipient(secret) };
}

function offer(link, { secret, open }) {
  URL.revokeObjectURL(link.href);
  const file = new Blob([`# public key: ${open}\n${secret}\n`], { type: "text/plain" });
  link.href = URL.createObjectURL(file);
  link.download = `sijil-key-${open.slice(-6)}.txt`;
  link.querySelector("bdi").textContent = link.download;
}

if (part && recipient) {
  const done = part.querySelector("[data-key-done]");
  const failed = part.querySelector("[data-key-failed]");
  part.querySelector("button").addEventListener("click", async () => {
    done.hidden = failed.hidden = true;
    try {
      const key = await made();
      const link = done.querySelector("a");
      offer(link, key);
      recipient.value = key.open;
      done.hidden = false;
      link.click();
    } catch {
      failed.hidden = false;
    }
  });
  part.hidden = false;
}
