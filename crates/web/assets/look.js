// The photo room: larger, smaller and turned in the browser only; a part is drawn with the pointer and fills the form in.
// No file is changed here. Without it the copies are links and the numbers are typed.

const names = ["left", "top", "width", "height"];

for (const figure of document.querySelectorAll("figure.looked")) {
  const [image, turned] = [figure.querySelector("img"), figure.querySelector(".turned")];
  let [size, quarter] = [0, 0];
  figure.querySelector(".tools").hidden = false;
  figure.addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (what === "turn") quarter = (quarter + 1) % 4;
    if (what === "larger") size = Math.min(3, size + 1);
    if (what === "smaller") size = Math.max(0, size - 1);
    if (!what) return;
    if (size > 0 && image.src !== image.dataset.large) image.src = image.dataset.large;
    turned.dataset.quarter = String(quarter);
    turned.dataset.size = String(size);
  });
}

const field = (name) => document.querySelector(`#mark [name="${name}"]`);
const marks = document.querySelector(".marks");
const drawn = document.querySelector("#region-new");
let start = null;

/** Where the pointer is on the picture as it lies in the file, in hundredths; a turned picture is not drawn on. */
function place(event) {
  const box = marks.getBoundingClientRect();
  const share = (value, size) => Math.max(0, Math.min(100, (value / size) * 100));
  return [share(event.clientX - box.left, box.width), share(event.clientY - box.top, box.height)];
}

/** The part drawn becomes a line of what is painted over. */
function take() {
  const parts = document.querySelector('#redact [name="parts"]');
  const line = names.map((name) => field(name).value.trim());
  if (line.every(Boolean)) parts.value = [parts.value.trim(), line.join(" ")].filter(Boolean).join("\n");
}

if (marks && field("left")) {
  const taking = document.querySelector("[data-take]");
  if (taking) taking.hidden = false;
  taking?.addEventListener("click", take);
  marks.addEventListener("pointerdown", (event) => {
    if ((marks.parentElement.dataset.quarter ?? "0") !== "0") return;
    start = place(event);
    marks.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  marks.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = place(event);
    const corner = [0, 1].map((axis) => Math.min(start[axis], end[axis]));
    const size = [0, 1].map((axis) => Math.abs(start[axis] - end[axis]));
    names.forEach((name, index) => {
      const value = index < 2 ? corner[index] : size[index - 2];
      field(name).value = value.toFixed(2);
      drawn.setAttribute(index < 2 ? "xy"[index] : name, Math.round(value * 10000));
    });
  });
  marks.addEventListener("pointerup", () => (start = null));
}
