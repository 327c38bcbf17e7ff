// Keys of the working pages, for whoever switched them on: j and k go to the next and the previous row, and a letter
// goes to the button that names it in aria-keyshortcuts. Nothing is pressed: Enter does that, so that no slip of a
// finger accepts anything. Enter on a row opens it, since its link has the focus.

const typed = "input, textarea, select, [contenteditable]";

/** The letter of a key, also on a keyboard of another script. */
function letter(event) {
  if (/^[a-z]$/.test(event.key)) return event.key;
  const place = /^Key([A-Z])$/.exec(event.code);
  return place ? place[1].toLowerCase() : "";
}

/** The first link of each row of the page's tables, and of each thing that waits for a second person. */
function rows() {
  const heads = document.querySelectorAll("main tbody tr, main section.asked");
  return [...heads].map((row) => row.querySelector("a")).filter((link) => link !== null);
}

/** Goes `by` rows on; from outside the rows to the first or the last. */
function step(by) {
  const links = rows();
  const row = document.activeElement?.closest("tr, section.asked");
  const present = links.findIndex((link) => row !== null && row?.contains(link));
  const next = present < 0 ? (by > 0 ? 0 : links.length - 1) : present + by;
  links[next]?.focus();
}

/** The button of a letter: that of the row one is in, else the page's. */
function button(key) {
  const selector = `[aria-keyshortcuts="${key}"]`;
  const row = document.activeElement?.closest("tr, section.asked");
  return row?.querySelector(selector) ?? document.querySelector(selector);
}

document.addEventListener("keydown", (event) => {
  const isOther = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing;
  if (isOther || event.defaultPrevented || event.target.closest?.(typed)) return;
  const key = letter(event);
  if (key === "j" || key === "k") {
    step(key === "j" ? 1 : -1);
  } else {
    const found = key === "" ? null : button(key);
    if (!found) return;
    found.focus();
  }
  event.preventDefault();
});
