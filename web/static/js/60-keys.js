// Single keys: those that the page's own data-key hints name, j, k and Enter in
// a list, and ? for a list of them all. They can be turned off in that list.
const off = "gaptrack-keys-off";
let first = "";
let firstAt = 0;

// Letters and numbers mean nothing to a radio and a checkbox.
const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

// A fold is opened with its first field ready to be typed in, a choice is made.
const unfold = (summary) => {
  summary.parentElement.open = true;
  (summary.parentElement.querySelector("input:not([type=hidden]), textarea, select") || summary).focus();
};

const press = (target) => {
  if (target.matches("summary")) {
    unfold(target);
  } else if (target.matches("[type=radio], [type=checkbox]")) {
    target.focus();
    if (target.type === "radio") target.click();
  } else if (target.matches("input, textarea, select")) {
    target.focus();
    if (target.matches("input")) target.select();
  } else {
    target.click();
  }
};

// Where several parts of a page have a key, it is that of the part with the focus.
const hinted = (keys) => {
  const all = [...document.querySelectorAll("[data-key]")].filter((e) => e.dataset.key === keys);
  const part = document.activeElement?.closest("section");
  return all.find((e) => part?.contains(e)) || all[0];
};

const rows = () => [...document.querySelectorAll("[data-walk] > *")].filter((row) => row.querySelector("a[href]") && row.offsetParent);

const walk = (step) => {
  const all = rows();
  const found = all.findIndex((row) => row.classList.contains("walked") || row.contains(document.activeElement));
  const at = found < 0 ? all.findIndex((row) => row.querySelector("[aria-current=true]")) : found;
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  all.forEach((row) => row.classList.toggle("walked", row === next));
  next.querySelector("a[href]").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  if (next.parentElement.dataset.walk === "open") next.querySelector("a[href]").click();
};

const words = (element) => {
  const copy = (element.labels?.[0] || element).cloneNode(true);
  copy.querySelectorAll(".count, kbd, .optional").forEach((count) => count.remove());
  const legend = element.closest("fieldset")?.querySelector("legend")?.firstChild.textContent.trim();
  if (element.type === "checkbox") return legend;
  return (element.type === "radio" ? `${legend}: ` : "") + copy.textContent.trim();
};

const line = (list, keys, text) => {
  const term = document.createElement("dt");
  for (const key of keys.split(" ")) {
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap, " ");
  }
  const description = document.createElement("dd");
  description.textContent = text;
  list.append(term, description);
};

const showKeys = () => {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.innerHTML = `<h2 id="keys-title" tabindex="-1" autofocus>Keys</h2><dl class="keys"></dl>
    <p><label><input type="checkbox"> Use single keys</label></p>
    <form method="dialog" class="actions"><button class="button">Close</button></form>`;
  const list = dialog.querySelector("dl");
  const told = new Map([...document.querySelectorAll("[data-key]")].reverse().map((e) => [e.dataset.key, e]));
  const everywhere = ([, e]) => Boolean(e.closest(".top, .tabs"));
  const keyed = [...told].reverse();
  keyed.filter((k) => !everywhere(k)).forEach(([keys, e]) => line(list, keys, words(e)));
  if (rows().length) line(list, "j k", document.querySelector("[data-walk=open]") ? "Next and previous subject" : "Next and previous row; Enter opens it");
  if (document.querySelector("[data-steps]")) line(list, "Alt+↑ Alt+↓", "Move the row");
  if (document.querySelector("[data-enter]")) {
    line(list, "Enter", "Send the form that is open; Shift and Enter begin a line");
    line(list, "Esc", "Back to the agenda");
  }
  if (document.querySelector("[data-cancel]")) line(list, "Esc", "Leave the form that is open");
  keyed.filter(everywhere).forEach(([keys, e]) => line(list, keys, words(e)));
  line(list, "?", "This list");
  const use = dialog.querySelector("input");
  use.checked = !localStorage.getItem(off);
  use.addEventListener("change", () => (use.checked ? localStorage.removeItem(off) : localStorage.setItem(off, "1")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};

const act = (key) => {
  if (key === "?") return showKeys();
  if (localStorage.getItem(off)) return false;
  const target = (Date.now() - firstAt < 1000 && hinted(`${first} ${key}`)) || hinted(key);
  first = key;
  firstAt = Date.now();
  if (target) return press(target);
  if (key === "j") return walk(1);
  if (key === "k") return walk(-1);
  return false;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (act(event.key) !== false) event.preventDefault();
});
