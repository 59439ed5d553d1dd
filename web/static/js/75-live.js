// Shows on a meeting's page what others change while it is open: a stream tells of
// each version, and the page's regions are drawn anew from it. A form that something is
// typed into, or that has the focus, is left as it is.
const bar = () => document.querySelector("[data-live]");
const stream = bar()?.dataset.live;
const regions = ["meeting-agenda", "meeting-item", "meeting-minutes", "meeting-point", "meeting-notes"];
const partial = { headers: { "HX-Request-Type": "partial" } };

const changed = (field) => (["radio", "checkbox"].includes(field.type)
  ? field.checked !== field.defaultChecked
  : field.type === "select-one"
    ? field.querySelector("[selected]") && ![...field.options].every((o) => o.selected === o.defaultSelected) || !field.querySelector("[selected]") && field.selectedIndex > 0
    : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue);

const inField = (form) => form.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");

const busy = (form) => inField(form) || form.querySelector(".draft-note") || [...form.elements].some(changed);

const holdsBusy = (node) => node.nodeType === 1 && [node, ...node.querySelectorAll("form")].some((e) => e.matches("form") && busy(e));

const keyOf = (node) => {
  if (node.nodeType !== 1) return "";
  if (node.id || node.dataset.draft) return node.id || node.dataset.draft;
  if (node.matches("details")) return node.querySelector("form[data-draft]")?.dataset.draft ?? "";
  return node.matches("li") ? node.querySelector("a[href]")?.getAttribute("href") ?? "" : "";
};

const takeAttributes = (from, to) => {
  const walked = from.classList.contains("walked");
  for (const { name } of [...from.attributes]) {
    if (name !== "open" && !to.hasAttribute(name)) from.removeAttribute(name);
  }
  for (const { name, value } of [...to.attributes]) {
    if (name !== "open" && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  if (walked) from.classList.add("walked");
};

const takeValue = (from, to) => {
  if (from.matches("input[type=radio], input[type=checkbox]")) from.checked = to.checked;
  else if (from.matches("input, textarea, select")) from.value = to.value;
};

const sameTime = (from, to) => from.nodeName === "TIME" && from.dateTime === to.dateTime;

const morph = (from, to) => {
  if (from.nodeType !== 1) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (sameTime(from, to) || from.matches("form") && busy(from)) return;
  takeAttributes(from, to);
  morphChildren(from, to);
  takeValue(from, to);
};

const morphChildren = (from, to) => {
  const left = [...from.childNodes];
  let at = from.firstChild;
  for (const want of [...to.childNodes]) {
    const i = left.findIndex((node) => node.nodeName === want.nodeName && keyOf(node) === keyOf(want));
    const [node] = i < 0 ? [document.importNode(want, true)] : left.splice(i, 1);
    if (node === at) at = at.nextSibling;
    else from.insertBefore(node, at);
    if (i >= 0) morph(node, want);
  }
  left.filter((node) => !holdsBusy(node)).forEach((node) => node.remove());
};

const tell = (words) => {
  const state = document.querySelector("[data-live-state]");
  if (state && state.textContent !== words) state.textContent = words;
};

// The meeting was closed: what is typed here stays to be copied.
const over = () => {
  source?.close();
  if (![...document.querySelectorAll("#meeting form")].some(busy)) return location.assign(location.pathname);
  tell("This checkpoint was closed meanwhile. Copy what you have typed here; then ");
  const link = document.createElement("a");
  link.href = location.pathname;
  link.textContent = "open its minutes";
  document.querySelector("[data-live-state]")?.append(link);
};

const draw = (page) => {
  const now = page.getElementById("meeting-live");
  if (!now) return over();
  const focused = document.activeElement;
  for (const id of regions) {
    const [from, to] = [document.getElementById(id), page.getElementById(id)];
    if (from && to) morph(from, to);
  }
  bar().dataset.version = now.dataset.version;
  if (focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("htmx:after:swap", { detail: { live: true } }));
};

const fetchPage = async (url) => {
  const answer = await fetch(url, partial);
  if (answer.status === 401 || answer.redirected) throw new Error("signed out");
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

// Meanwhile the meeting may have gone on to something else, or to a newer version.
const again = async () => {
  const asked = bar()?.dataset.again;
  if (!asked) return;
  const page = await fetchPage(asked);
  if (bar()?.dataset.again !== asked) return readAgain();
  const version = page.getElementById("meeting-live")?.dataset.version ?? Infinity;
  if (Number(version) > Number(bar().dataset.version)) draw(page);
};

const readHere = async () => {
  if (!bar()) return;
  const now = (await fetchPage(bar().dataset.here)).getElementById("meeting-here");
  now.querySelectorAll("[data-mine]").forEach((row) => {
    if (document.querySelector(`#meeting form[data-draft="${row.dataset.mine}"]`)) row.remove();
  });
  document.getElementById("meeting-here")?.replaceWith(document.importNode(now, true));
};

// One reading at a time: what is asked for meanwhile is read once more behind it, and
// what failed a little later.
const reader = (read) => {
  let reading = false, wanted = false, wait = 1000;
  const run = async () => {
    wanted = true;
    if (reading) return;
    reading = true;
    while (wanted) {
      wanted = false;
      try {
        await read();
        wait = 1000;
      } catch {
        setTimeout(run, wait);
        wait = Math.min(2 * wait, 30000);
      }
    }
    reading = false;
  };
  return run;
};

const [readAgain, readPeople] = [reader(again), reader(readHere)];

let source, retry, lost, wait = 1000;

const found = () => {
  clearTimeout(lost);
  lost = 0;
};

const stop = (words) => {
  found();
  source?.close();
  source = null;
  if (words !== undefined) tell(words);
};

const signed = (detail) => document.dispatchEvent(new CustomEvent("gaptrack:signed", { detail }));

const opened = () => {
  found();
  wait = 1000;
  tell("");
  signed("in");
  readPeople();
};

// The browser connects again by itself where the connection was lost, and not where
// it was refused.
const failed = () => {
  lost ||= setTimeout(tell, 3000, "What others change is not shown at the moment.");
  if (source?.readyState !== EventSource.CLOSED) return;
  source = null;
  clearTimeout(retry);
  retry = setTimeout(connect, wait + wait * Math.random());
  wait = Math.min(2 * wait, 30000);
};

const connect = () => {
  if (source || document.visibilityState === "hidden") return;
  source = new EventSource(stream);
  source.addEventListener("open", opened);
  source.addEventListener("error", failed);
  source.addEventListener("changed", (event) => { if (Number(event.data) > Number(bar()?.dataset.version)) readAgain(); });
  source.addEventListener("here", readPeople);
  source.addEventListener("gone", () => stop("This engagement is not yours to see any more."));
  source.addEventListener("signed-out", () => {
    stop("");
    signed("out");
  });
};

if (stream && "EventSource" in window) {
  connect();
  document.addEventListener("htmx:after:swap", () => {
    if (!document.getElementById("meeting-here")?.childElementCount) readPeople(); // the page has gone on in place
  });
  addEventListener("pagehide", () => stop());
  addEventListener("focus", connect); // one may have signed in again in another window
  // A browser has few connections to one host: windows that nobody looks at need none.
  let hidden;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.visibilityState === "hidden") hidden = setTimeout(stop, 10000);
    else connect();
  });
} else if (stream) {
  tell("Reload the page to see what others changed.");
}

// The minutes' page tells what its reader had typed and not sent.
const left = document.querySelector("[data-left]");
if (left) {
  const page = await fetchPage(left.dataset.left);
  left.replaceWith(document.importNode(page.getElementById("meeting-left"), true));
}
