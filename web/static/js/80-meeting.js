// A meeting that is being held: Enter sends what is typed, Esc goes back to the
// agenda, a timer runs, and closing tells of what was typed and not sent.
const meeting = document.getElementById("meeting");
const fingers = matchMedia("(pointer: coarse)");

const currentTopic = () => meeting.querySelector(".agenda [aria-current=true]");

const showCurrent = () => {
  const topic = currentTopic()?.closest("li");
  const list = topic?.closest(".agenda");
  if (list && list.scrollHeight > list.clientHeight) list.scrollTop += topic.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
};

// What a form wants still, after the field that Enter is pressed in.
const wantedAfter = (field) => {
  const fields = [...field.form.elements];
  return fields.slice(fields.indexOf(field) + 1).find((f) => f.required && !f.value && f.checkVisibility());
};

// A finger has no Shift to begin a line with.
const sendOnEnter = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || fingers.matches) return;
  if (!event.target.matches("[data-enter] :is(textarea, input, select)")) return;
  event.preventDefault();
  const next = event.target.value && wantedAfter(event.target);
  if (next) next.focus();
  else event.target.form.requestSubmit();
};

const backToAgenda = (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (!event.target.closest("#meeting input, #meeting textarea, #meeting select, #meeting summary, #meeting button")) return;
  const fold = event.target.closest(".disclosure[open]");
  if (fold?.querySelector("summary[data-key]")) fold.open = false;
  (currentTopic() || meeting.querySelector(".agenda a"))?.focus();
};

// Who says what stands in the way of a task means that it is blocked.
const blocked = (event) => {
  if (event.target.name !== "blocked_on" || !event.target.value.trim()) return;
  const form = event.target.form;
  if (form.elements.noun.value === "task" && form.elements.state.value === "") form.elements.state.value = "blocked";
};

const dirty = (form) => [...form.elements].some((field) => field.matches("textarea, input:not([type=hidden], [type=radio])") && field.value !== field.defaultValue);

const warnOfUnsent = () => {
  const close = meeting.querySelector("button[data-confirm]");
  if (!close) return;
  close.dataset.asks ??= close.dataset.confirm;
  const unsent = [...meeting.querySelectorAll("#meeting-item form")].some(dirty);
  const subject = document.getElementById("speaking-title")?.textContent.trim();
  close.dataset.confirm = unsent ? `What you typed of “${subject}” is not in the minutes yet. ${close.dataset.asks}` : close.dataset.asks;
};

const tick = () => {
  const timer = meeting.querySelector("[data-timer]");
  const since = timer?.querySelector("time")?.dateTime;
  if (!since) return;
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(since)) / 60000));
  timer.querySelector(".timer-now").textContent = `${minutes} min`;
  if (minutes > Number(timer.dataset.timer)) timer.dataset.tone = "warn";
};

const drawn = () => {
  showCurrent();
  tick();
  warnOfUnsent();
};

if (meeting) {
  drawn();
  setInterval(tick, 10000);
  meeting.addEventListener("keydown", sendOnEnter);
  document.addEventListener("keydown", backToAgenda);
  meeting.addEventListener("input", blocked);
  meeting.addEventListener("input", warnOfUnsent);
  document.addEventListener("htmx:after:swap", drawn);
}
