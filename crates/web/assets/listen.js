// The listening room: the player fills in where a passage begins and ends, the waveform shows where it plays, and, for
// whoever switched them on, the keys. Nothing is sent by a key: that is Enter's or the button's part.

const room = document.querySelector("#room");
const player = document.querySelector("#player");
const wave = document.querySelector("#wave");
const place = document.querySelector("#at");
const [start, end] = ["start", "end"].map((name) => document.querySelector(`#note [name="${name}"]`));
const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2];
let isLooping = false;

/** Seconds as `1:24` or `1:02:03`, with a fraction where it is asked for. */
function clock(seconds, isExact = false) {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (number) => String(number).padStart(2, "0");
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  const tenths = Math.floor((seconds - whole) * 10);
  return isExact && tenths > 0 ? `${text}.${tenths}` : text;
}

/** Reads what `clock` writes; NaN for anything else. */
function read(text) {
  return text.trim() === "" ? NaN : text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

function duration() {
  const stated = Number(wave?.dataset.duration) / 1000;
  return Number.isFinite(player.duration) ? player.duration : stated;
}

/** Draws where it plays, and the part that the form marks. */
function draw() {
  place.hidden = false;
  const rate = player.playbackRate === 1 ? "" : ` · ${player.playbackRate}×`;
  place.textContent = `${clock(player.currentTime)} / ${clock(duration() || 0)}${rate}${isLooping ? " ↻" : ""}`;
  if (!wave || !duration()) return;
  const of = (seconds) => (Math.min(seconds, duration()) / duration()) * 1200;
  const head = document.querySelector("#wave-head");
  head.classList.add("is-on");
  head.setAttribute("d", `M${of(player.currentTime)} 0V110`);
  const [from, to] = [read(start?.value ?? ""), read(end?.value ?? "")];
  const part = document.querySelector("#wave-part");
  const isMarked = Number.isFinite(from) && Number.isFinite(to) && to > from;
  part.setAttribute("x", isMarked ? of(from) : 0);
  part.setAttribute("width", isMarked ? of(to) - of(from) : 0);
}

function seek(seconds) {
  player.currentTime = Math.max(0, Math.min(seconds, duration() || seconds));
}

/** The passage chosen: the one that the page, a click or a key chose last. */
function chosen() {
  return document.querySelector("#passages > li[aria-current]");
}

function choose(passage) {
  for (const each of document.querySelectorAll("#passages > li[aria-current]")) each.removeAttribute("aria-current");
  passage.setAttribute("aria-current", "true");
  passage.scrollIntoView({ block: "nearest" });
  if (passage.dataset.start) seek(Number(passage.dataset.start) / 1000);
}

/** What is repeated: the part that the form marks, else the passage chosen. */
function part() {
  const [from, to] = [read(start?.value ?? ""), read(end?.value ?? "")];
  if (Number.isFinite(from) && Number.isFinite(to) && to > from) return [from, to];
  const { start: first, end: last } = chosen()?.dataset ?? {};
  return first && last && last !== first ? [Number(first) / 1000, Number(last) / 1000] : null;
}

function mark(input) {
  if (!input) return;
  input.value = clock(player.currentTime, true);
  draw();
}

/** The passage marked becomes a line of what is silenced. */
function take() {
  const parts = document.querySelector('#redact [name="parts"]');
  const marked = part();
  if (!marked) return;
  const line = marked.map((seconds) => clock(seconds, true)).join("-");
  parts.value = [parts.value.trim(), line].filter(Boolean).join("\n");
}

function step(by) {
  const passages = [...document.querySelectorAll("#passages > li")];
  const next = passages[passages.indexOf(chosen()) + by] ?? null;
  if (next) choose(next);
}

function faster(by) {
  const at = speeds.indexOf(player.playbackRate);
  player.playbackRate = speeds[Math.max(0, Math.min(speeds.length - 1, (at < 0 ? 2 : at) + by))];
  draw();
}

const keys = {
  " ": () => (player.paused ? player.play() : player.pause()),
  ArrowLeft: () => seek(player.currentTime - 5),
  ArrowRight: () => seek(player.currentTime + 5),
  "[": () => mark(start),
  "]": () => mark(end),
  "<": () => faster(-1),
  ">": () => faster(1),
  l: () => {
    isLooping = !isLooping;
    draw();
  },
  j: () => step(1),
  k: () => step(-1),
  n: () => document.querySelector('#note [name="words"]')?.focus(),
  a: () => chosen()?.querySelector("a.assert")?.click(),
};

/** The key by what it writes, else by where it lies, so that keyboards of another script have the same ones. */
function named(event) {
  if (Object.hasOwn(keys, event.key)) return event.key;
  const places = { BracketLeft: "[", BracketRight: "]", Comma: event.shiftKey ? "<" : "", Period: event.shiftKey ? ">" : "" };
  const letter = /^Key([A-Z])$/.exec(event.code);
  return places[event.code] ?? (letter && !event.shiftKey ? letter[1].toLowerCase() : "");
}

function press(event) {
  const isOther = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented;
  const typed = "input, textarea, select, [contenteditable]";
  if (isOther || event.target.closest?.(typed)) return;
  // Space presses a button or follows a link that has the focus, and the player has keys of its own.
  if (event.key === " " && event.target.closest?.("button, summary, audio, video")) return;
  const action = keys[named(event)];
  if (!action) return;
  event.preventDefault();
  action();
}

if (room && player) {
  for (const name of ["timeupdate", "loadedmetadata", "ratechange", "seeked"]) player.addEventListener(name, draw);
  player.addEventListener("timeupdate", () => {
    const repeated = isLooping ? part() : null;
    if (repeated && player.currentTime >= repeated[1]) seek(repeated[0]);
  });
  for (const input of [start, end]) input?.addEventListener("input", draw);
  wave?.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * duration());
  });
  const taking = document.querySelector("[data-take]");
  if (taking) taking.hidden = false;
  taking?.addEventListener("click", take);
  document.querySelector("#passages")?.addEventListener("click", (event) => {
    if (event.target.closest("a.tc")) choose(event.target.closest("li"));
  });
  if (room.dataset.keys === "on") document.addEventListener("keydown", press);
}
