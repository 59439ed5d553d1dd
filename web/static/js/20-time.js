// Puts the reader's own time beside a moment that is written in the customer's
// zone. Where both read the same, it adds nothing.
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const calendar = new Intl.DateTimeFormat("en-GB", { day: "numeric" });

const localize = (time) => {
  const moment = new Date(time.dateTime);
  if (time.dataset.local || Number.isNaN(moment.getTime())) return;
  time.dataset.local = "shown";
  const there = time.firstChild.textContent;
  const here = clock.format(moment);
  if (there.includes(here)) return;
  const sameDay = new RegExp(`\\b${calendar.format(moment)}\\b`).test(there.replace(/\d+:\d+/, ""));
  const yours = document.createElement("span");
  yours.className = "yours";
  yours.textContent = ` (yours ${sameDay ? "" : weekday.format(moment) + " "}${here})`;
  time.append(yours);
};

const localizeAll = () => document.querySelectorAll("time[data-local]").forEach(localize);

localizeAll();
document.addEventListener("htmx:after:swap", localizeAll);
