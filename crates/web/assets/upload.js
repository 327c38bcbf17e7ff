// Sends files in pieces: a broken connection costs one piece, and the same file chosen again goes on where it stood.
// Without this script the form sends everything at once; the server does the rest either way.

const form = document.querySelector("form[data-upload]");
const list = form.querySelector(".upload-list");
const pieceBytes = Number(form.dataset.piece);

async function answered(response) {
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

async function again(work) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
    }
  }
}

async function send(file, line, fields) {
  const begin = new URLSearchParams({ name: file.name, size: String(file.size) });
  let stands = await answered(await fetch(form.dataset.upload, { method: "POST", body: begin }));
  const address = `${form.dataset.upload}/${stands.upload}`;
  const progress = line.querySelector("progress");
  while (stands.stands_at < file.size) {
    stands = await again(async () => {
      const here = await answered(await fetch(address));
      const piece = file.slice(here.stands_at, Math.min(here.stands_at + pieceBytes, file.size));
      const headers = { "content-type": "application/octet-stream", "upload-offset": String(here.stands_at) };
      return answered(await fetch(address, { method: "POST", headers, body: piece }));
    });
    progress.value = stands.stands_at;
  }
  return again(async () => answered(await fetch(`${address}/keep`, { method: "POST", body: new URLSearchParams(fields) })));
}

function shown(file) {
  const line = document.createElement("li");
  const name = document.createElement("bdi");
  name.textContent = file.name;
  const progress = document.createElement("progress");
  progress.max = Math.max(file.size, 1);
  progress.value = 0;
  progress.setAttribute("aria-label", file.name);
  const state = document.createElement("span");
  state.textContent = list.dataset.waiting;
  line.append(name, " ", progress, " ", state);
  list.append(line);
  return line;
}

/** What is kept is not unfinished any more. */
function finish(file) {
  const part = document.querySelector("#unfinished");
  const lines = [...(part?.querySelectorAll("li") ?? [])];
  lines.find((line) => line.dataset.file === file.name && Number(line.dataset.bytes) === file.size)?.remove();
  if (part) part.hidden = !part.querySelector("li");
}

/** Where something may hold others: the form that takes them in, for everything that came together. */
function offerInside(arrived, why) {
  const inside = document.querySelector("form#inside");
  if (!inside || !arrived.some((kept) => kept.holds)) return;
  for (const kept of arrived) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = "item";
    input.value = kept.item;
    inside.append(input);
  }
  if (!inside.elements.reason.value) inside.elements.reason.value = why;
  inside.hidden = false;
  inside.scrollIntoView({ block: "nearest" });
}

form.addEventListener("submit", async (event) => {
  const files = [...form.querySelector("input[type=file]").files];
  if (files.length === 0) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  const fields = { label: form.elements.label.value, why: form.elements.why.value };
  const lines = files.map(shown);
  const arrived = [];
  for (const [at, file] of files.entries()) {
    const state = lines[at].querySelector("span");
    state.textContent = list.dataset.sending;
    try {
      const kept = await send(file, lines[at], fields);
      const link = document.createElement("a");
      link.href = kept.address;
      link.textContent = kept.sha256.slice(0, 12);
      state.textContent = `${kept.is_new ? list.dataset.done : list.dataset.already} `;
      state.append(link);
      lines[at].querySelector("progress").value = Math.max(file.size, 1);
      arrived.push(kept);
      finish(file);
    } catch (error) {
      state.textContent = list.dataset.failed;
    }
  }
  button.disabled = false;
  offerInside(arrived, fields.why);
});
