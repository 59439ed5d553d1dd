// A meeting goes from one subject to the next in place: what is sent and where the
// agenda leads is fetched and drawn here, so that no key which is pressed meanwhile is
// lost. Those are kept and pressed once the next subject stands there.
const place = document.getElementById("meeting");
let busy = false;
let ahead = [];

const told = (words) => {
  const box = document.createElement("div");
  box.className = "flash";
  box.dataset.flash = "bad";
  box.textContent = words;
  document.getElementById("flash").replaceChildren(box);
  document.dispatchEvent(new CustomEvent("gaptrack:not-sent"));
};

// The elements on which scripts listen stay, with what they have now.
const stay = (main) => {
  const next = main.querySelector("#meeting");
  const bar = document.getElementById("meeting-live");
  if (next) {
    place.replaceChildren(...next.childNodes);
    next.replaceWith(place);
  }
  const told = main.querySelector("#meeting-live");
  if (!bar || !told) return;
  Object.assign(bar.dataset, told.dataset);
  told.replaceWith(bar);
};

const draw = (text, url) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.getElementById("main");
  if (!main) return location.assign(url);
  stay(main);
  document.title = page.title;
  if (url !== location.href) history.pushState(null, "", url);
  document.getElementById("main").replaceChildren(...main.childNodes);
  document.getElementById("flash").replaceChildren(...page.getElementById("flash")?.childNodes ?? []);
  document.querySelector("[data-focus]")?.focus();
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
};

const unsent = {
  401: "Your session has ended. Sign in again in another tab, then send this once more: what you typed is still here.",
  503: "GapTrack cannot reach its database, so this was not sent. What you typed is still here: send it again in a moment.",
};

const step = async (url, options) => {
  busy = true;
  try {
    const answer = await fetch(url, options);
    const away = answer.redirected && new URL(answer.url).pathname === "/login";
    if (away || unsent[answer.status]) told(unsent[away ? 401 : answer.status]);
    else draw(await answer.text(), answer.redirected || !options ? answer.url : location.href);
  } catch {
    told("There is no connection, so this was not sent. What you typed is still here: send it again when you are back online.");
  }
  busy = false;
  while (ahead.length && !busy) press(ahead.shift());
};

const record = (event) => {
  const known = event.key.length === 1 || ["Enter", "Escape"].includes(event.key);
  if (!busy || !event.isTrusted || !known || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ahead.push(event.key);
};

const takesText = (field) => field.matches("textarea, input:not([type=radio], [type=checkbox], [type=date], [type=time])");

// A key that no script acts on does what the browser would do.
const press = (name) => {
  const target = document.activeElement;
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });
  if (!target.dispatchEvent(event)) return;
  if (name === "Enter") {
    if (target.form) target.form.requestSubmit();
    else if (target.matches("a, button, summary")) target.click();
  } else if (name === " " && target.matches("[type=checkbox], [type=radio]")) {
    target.click();
  } else if (name.length === 1 && takesText(target)) {
    target.setRangeText(name, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

// What closes the meeting leaves it.
const send = (event) => {
  const form = event.target;
  if (event.defaultPrevented || !place.contains(form) || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (!busy) step(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
};

const follow = (event) => {
  const link = event.target.closest("a[href]");
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !link || !place.contains(link)) return;
  if (link.pathname !== location.pathname || !link.search || busy) return;
  event.preventDefault();
  step(link.href);
};

if (place) {
  window.addEventListener("keydown", record, true);
  document.addEventListener("submit", send);
  document.addEventListener("click", follow);
  window.addEventListener("popstate", () => location.reload());
}
