// Puts the reader's own time beside a moment that is written in the customer's
// zone. Where both read the same, it adds nothing. Intl words it no better, and
// takes longer to load than everything here takes to run.
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const twoDigits = (n) => String(n).padStart(2, "0");

const localize = (time) => {
  const moment = new Date(time.dateTime);
  if (time.dataset.local || Number.isNaN(moment.getTime())) return;
  time.dataset.local = "shown";
  const there = time.firstChild.textContent;
  const here = `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;
  if (there.includes(here)) return;
  const sameDay = new RegExp(`\\b${moment.getDate()}\\b`).test(there.replace(/\d+:\d+/, ""));
  const yours = document.createElement("span");
  yours.className = "yours";
  yours.textContent = ` (yours ${sameDay ? "" : weekdays[moment.getDay()] + " "}${here})`;
  time.append(yours);
};

const localizeAll = () => document.querySelectorAll("time[data-local]").forEach(localize);

localizeAll();
document.addEventListener("htmx:after:swap", localizeAll);
