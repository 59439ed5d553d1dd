// Saves the text of a playbook's draft as one types, and shows its lines: their
// numbers, those with problems marked, and the way to each. Without it the page has
// a button to save by, and lists the problems all the same.
const editor = document.querySelector("[data-editor]");
const box = editor?.elements.markdown;

// How long nobody types before it is saved, in milliseconds.
const idle = 1000;

// What was typed and refused is drawn again, and saved no more than what the
// browser kept; see the drafts.
let savedText = editor?.hasAttribute("data-unsaved") ? null : box?.defaultValue;
let saving = null;
let waiting = 0;
let refused = 0; // the status of the last try, 0 for none or a good one; -1 for no answer

const dirty = () => box.value !== savedText;

const tell = (text, tone = "") => {
  const state = editor.querySelector("[data-editor-state]");
  if (state.textContent !== text) state.textContent = text;
  state.dataset.tone = tone;
};

const tellState = () => {
  if (refused) tell(reasons[refused] ?? "Not saved: GapTrack does not answer. It is tried again as you type.", "bad");
  else if (saving) tell("Saving …");
  else tell(dirty() ? "Not saved yet" : "Saved");
};

const marks = () => new Map([...document.querySelectorAll("#markdown-problems [data-line]")]
  .map((problem) => [problem.dataset.line, problem.hasAttribute("data-wrong")]));

let drawnLines = "";

const drawLines = () => {
  const gutter = editor.querySelector("[data-editor-lines]");
  const marked = marks();
  const count = box.value.split("\n").length;
  const drawn = `${count} ${JSON.stringify([...marked])}`;
  if (drawn !== drawnLines) {
    const numbers = Array.from({ length: count }, (_, i) => {
      const number = document.createElement("span");
      number.textContent = i + 1;
      number.toggleAttribute("data-wrong", marked.get(String(i + 1)) === true);
      return number;
    });
    gutter.replaceChildren(...numbers);
    drawnLines = drawn;
  }
  scrollLines();
};

const scrollLines = () => { editor.querySelector("[data-editor-lines]").scrollTop = box.scrollTop; };

// The part of a text that differs from another: from where, to where, and what
// stands there instead.
const change = (from, to) => {
  const least = Math.min(from.length, to.length);
  let start = 0;
  while (start < least && from[start] === to[start]) start++;
  let end = 0;
  while (end < least - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  return { start, end: from.length - end, text: to.slice(start, to.length - end) };
};

// Puts what others changed into what is being typed. It cannot where both are at
// the same place: then the next save merges again, from the version that was seen.
const takeIn = (sent, merged) => {
  const theirs = change(sent, merged);
  const mine = change(sent, box.value);
  const shift = mine.text.length - (mine.end - mine.start);
  const none = mine.start === mine.end && mine.text === "";
  let at = theirs.start;
  if (!none && theirs.start >= mine.end) at += shift;
  else if (!none && theirs.end > mine.start) return false;
  const caret = [box.selectionStart, box.selectionEnd, box.scrollTop];
  box.setRangeText(theirs.text, at, at + theirs.end - theirs.start, "preserve");
  box.scrollTop = caret[2];
  return true;
};

const answered = (html, sent) => {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const head = answer.getElementById("draft-head");
  if (!head) throw new Error("the answer is none of ours");
  const merged = answer.querySelector("textarea[name=markdown]")?.value;
  const version = answer.querySelector("input[name=version]").value;
  const taken = merged === undefined || takeIn(sent, merged);
  if (taken) {
    savedText = merged ?? sent;
    editor.elements.version.value = version;
  }
  const focused = document.getElementById("draft-head").contains(document.activeElement);
  document.getElementById("draft-head").replaceWith(head);
  document.getElementById("markdown-problems").replaceWith(answer.getElementById("markdown-problems"));
  if (focused) box.focus();
  localizeHead(head);
};

const localizeHead = (head) => head.dispatchEvent(new CustomEvent("htmx:after:swap", { bubbles: true }));

const reasons = {
  401: "Not saved: your session has ended. Sign in in another tab, then go on here.",
  409: "Not saved: somebody changed the same. Save to choose what is kept.",
  413: "Not saved: this is larger than a playbook may be (1 MiB).",
  422: "Not saved: press Save to see why.",
};

const send = async () => {
  const sent = box.value;
  const response = await fetch(editor.action, { method: "POST", body: new FormData(editor), headers: { "HX-Request-Type": "partial" } });
  refused = response.ok ? 0 : response.status;
  if (response.ok) answered(await response.text(), sent);
};

// What is saved need not be kept in the browser.
const forgetKept = () => document.dispatchEvent(new CustomEvent("gaptrack:saved", { detail: editor }));

// Saves, and once more if more was typed meanwhile; tells whether all is saved.
const save = async () => {
  clearTimeout(waiting);
  while (saving) await saving;
  if (!dirty()) return true;
  saving = send().catch(() => { refused = -1; });
  tellState();
  await saving;
  saving = null;
  if (!dirty()) forgetKept();
  else if (!refused) later();
  drawLines();
  tellState();
  return !dirty();
};

const later = () => {
  clearTimeout(waiting);
  waiting = setTimeout(save, idle);
};

const goToLine = (number) => {
  const lines = box.value.split("\n");
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  box.focus();
  box.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  box.scrollTop = (number - 6) * parseFloat(getComputedStyle(box).lineHeight);
};

if (editor) {
  box.addEventListener("input", () => {
    drawLines();
    refused = 0;
    tellState();
    later();
  });
  document.addEventListener("change", () => { if (!dirty()) forgetKept(); }); // a box that is left is kept once more
  box.addEventListener("scroll", scrollLines);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    editor.querySelector("[data-editor-save]").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    save();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-editor-line]");
    if (!link) return;
    event.preventDefault();
    goToLine(Number(link.dataset.editorLine));
  });

  // The button saves in place too, unless there is something to show a page for;
  // every other form of the page waits until all is saved.
  let leaving = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (leaving || form !== editor && !dirty() && !saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const saved = await save();
    if (form === editor ? saved || refused < 0 : !saved) return;
    const now = form.isConnected ? form : document.querySelector(`form[action="${form.getAttribute("action")}"]`);
    if (!now) return;
    leaving = true;
    if (refused === 409) forgetKept(); // the page that asks has all of it
    now.requestSubmit();
  }, true);
  addEventListener("beforeunload", (event) => {
    if (dirty() && !leaving) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty()) save();
  });

  const [, line] = /^#line-(\d+)$/.exec(location.hash) ?? [];
  drawLines();
  tellState();
  if (line) goToLine(Number(line));
}
