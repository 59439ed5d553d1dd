// Keeps what is typed into a form with data-draft until it is saved, through
// reloads, a lost session and a crash. Drafts stay in this browser, each under
// the person, where the form is sent and its name, and go at sign-out. Where the
// page says so, by data-drafts, GapTrack keeps a copy of each as well.
const prefix = "gaptrack-draft:";
const sentKey = "gaptrack-sent";
const person = document.documentElement.dataset.person;
const there = document.querySelector("[data-drafts]")?.dataset.drafts;

const draftKey = (form) => `${prefix}${person}:${form.getAttribute("action")}:${form.dataset.draft}`;

const forms = () => [...document.querySelectorAll("form[data-draft]")];

// The version that a form was drawn from is kept with what was typed: what
// others saved meanwhile is then merged with it, or asked about, never undone.
const kept = (field) => field.name === "version" ||
  field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);

const read = (form) => [...form.elements].filter(kept)
  .map((field) => [field.name, ["radio", "checkbox"].includes(field.type) ? `${field.value}=${field.checked}` : field.value]);

const write = (form, draft) => [...form.elements].filter(kept).forEach((field, i) => {
  if (draft[i]?.[0] !== field.name) return;
  if (["radio", "checkbox"].includes(field.type)) field.checked = draft[i][1] === `${field.value}=true`;
  else field.value = draft[i][1];
});

const typed = (values) => JSON.stringify(values.filter(([name]) => name !== "version"));

const drawn = new WeakMap(); // what a form held before anything was typed

const note = (form, words, ...acts) => {
  form.querySelector(".draft-note")?.remove();
  const box = document.createElement("p");
  box.className = "draft-note";
  box.setAttribute("role", "status");
  box.textContent = words;
  for (const [text, act] of acts) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = text;
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
    box.append(button);
  }
  form.prepend(box);
};

const discard = (form) => {
  localStorage.removeItem(draftKey(form));
  write(form, drawn.get(form));
  if (there) save(copyOf(form));
};

// The copies that GapTrack keeps. Beside a draft stands what GapTrack has of it,
// under its key and a #: the text, and the moment that names this state of it.
const pause = 1000; // between two savings, in milliseconds
const copies = new Map();

const copyOf = (form) => {
  const key = draftKey(form);
  if (!copies.has(key)) copies.set(key, { key, url: `${there}/${form.dataset.draft}`, wait: pause, refused: 0 });
  return copies.get(key);
};

const here = (copy) => localStorage.getItem(copy.key) ?? "";
const known = (copy) => JSON.parse(localStorage.getItem(`${copy.key}#`) ?? "null");
const behind = (copy) => !copy.sent && here(copy) !== (known(copy)?.text ?? "");

const noteThere = (copy, saved, text) => (text
  ? localStorage.setItem(`${copy.key}#`, JSON.stringify({ saved, text }))
  : localStorage.removeItem(`${copy.key}#`));

const onDevice = "What you type is kept on this device.";
const reasons = {
  401: `Not yet saved: your session has ended. ${onDevice}`,
  404: `Not yet saved: this checkpoint is not yours to see any more. ${onDevice}`,
  409: `Not yet saved: the checkpoint was closed. ${onDevice}`,
  413: `Not yet saved: this is more than is kept of a draft. ${onDevice}`,
};
const forGood = [403, 404, 409, 413, 422];
let signedOut = false;

const standing = () => {
  const all = [...copies.values()];
  const bad = all.find((copy) => behind(copy) && copy.refused);
  if (signedOut || bad?.refused === 401) return [reasons[401], "bad"];
  if (bad) return [reasons[bad.refused] ?? `Not yet saved: GapTrack does not answer. ${onDevice}`, "bad"];
  if (all.some(behind)) return ["Not yet saved"];
  return [all.some((copy) => !copy.sent && here(copy)) ? "Saved as a draft, not sent yet" : "Saved"];
};

const tell = () => {
  const state = document.querySelector("[data-draft-state]");
  if (!state) return;
  const [words, tone = ""] = standing();
  if (state.dataset.words === words) return;
  state.dataset.words = words;
  state.dataset.tone = tone;
  state.setAttribute("aria-live", tone ? "polite" : "off");
  state.textContent = words;
  if (words !== reasons[401]) return;
  const link = document.createElement("a");
  link.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = "Sign in again";
  state.append(" ", link);
};

// Gives the status that the copy was refused with; 0 once it is saved.
const send = async (copy, options) => {
  const text = here(copy);
  const answer = text
    ? await fetch(copy.url, { method: "PUT", body: new URLSearchParams({ person, value: text }), ...options })
    : await fetch(`${copy.url}?person=${person}`, { method: "DELETE", ...options });
  if (!answer.ok) return answer.status;
  noteThere(copy, (await answer.json()).saved, text);
  return 0;
};

const save = async (copy, options) => {
  clearTimeout(copy.timer);
  copy.timer = 0;
  if (behind(copy) && !copy.busy) {
    copy.busy = true;
    copy.refused = await send(copy, options).catch(() => -1);
    copy.busy = false;
    if (!copy.refused) signedOut = false;
    copy.wait = copy.refused ? Math.min(2 * copy.wait, 30 * pause) : pause;
    if (behind(copy) && !forGood.includes(copy.refused)) later(copy);
  }
  tell();
};

const later = (copy) => { copy.timer ||= setTimeout(save, copy.wait, copy); };

const saveAll = () => copies.forEach((copy) => save(copy));

// The browser may be closed the next moment; it sends so much all the same.
const saveLeaving = () => copies.forEach((copy) => save(copy, { keepalive: here(copy).length < 20000 }));

// What GapTrack has, where it is not what this browser knows of: typed on another
// device, or sent or discarded from there.
const meet = (form, found) => {
  const copy = copyOf(form);
  const was = known(copy);
  const take = () => {
    noteThere(copy, found.saved, found.value);
    localStorage.setItem(copy.key, found.value);
    write(form, drawn.get(form));
    restore(form);
  };
  if (found && copy.key === settled) noteThere(copy, found.saved, found.value);
  else if (!found && was && !behind(copy)) {
    form.querySelector(".draft-note")?.remove();
    noteThere(copy);
    discard(form);
  } else if (!found) noteThere(copy);
  else if (found.saved !== was?.saved && !behind(copy)) take();
  else if (found.saved !== was?.saved && found.value !== here(copy)) {
    note(form, "This is what you typed here. It was typed otherwise on another device.", ["Take the other", take]);
  }
  save(copy);
};

const meetAll = async () => {
  const answer = await fetch(there, { headers: { "HX-Request-Type": "partial" } });
  if (!answer.ok) return;
  const found = new Map((await answer.json()).map((draft) => [draft.field, draft]));
  forms().forEach((form) => meet(form, found.get(form.dataset.draft)));
};

// A page with errors, a conflict or the sign-in page means that the form which
// was sent has not been saved.
const notSaved = () => document.querySelector(".error-summary, [data-keep-drafts]");

let settled = ""; // the draft that was sent by the page before

const settle = () => {
  const sent = sessionStorage.getItem(sentKey);
  sessionStorage.removeItem(sentKey);
  if (!sent || notSaved()) return;
  const shownAgain = forms().some((form) => draftKey(form) === sent);
  if (shownAgain && !document.querySelector("[data-flash=good]")) return;
  settled = sent;
  localStorage.removeItem(sent);
  const copy = copies.get(sent);
  if (copy?.crossed) noteThere(copy, "", "sent"); // what is here has none, so GapTrack's is taken back
  else localStorage.removeItem(`${sent}#`);
};

const restore = (form) => {
  drawn.set(form, read(form));
  const stored = localStorage.getItem(draftKey(form));
  if (!stored) return;
  const draft = JSON.parse(stored);
  if (typed(draft) === typed(drawn.get(form))) return;
  write(form, draft);
  note(form, "What you had typed here and not saved is back.", ["Discard it", () => discard(form)]);
};

// Parts of the page were drawn anew: by what was sent, or by what others did, which
// leaves alone what is typed into.
const drawnAnew = (event) => {
  if (!event.detail?.live) {
    copies.forEach((copy) => { copy.sent = false; });
    settle();
  }
  if (!person) return;
  for (const form of forms()) {
    if (!drawn.has(form)) restore(form);
    else if (!localStorage.getItem(draftKey(form))) drawn.set(form, read(form));
    if (there) copyOf(form);
  }
  if (there) saveAll();
};

// A field that is left by signing out may still tell of its change after.
let signingOut = false;

const keep = (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft || signingOut) return;
  const nothing = there && drawn.has(form) && typed(read(form)) === typed(drawn.get(form));
  if (nothing) localStorage.removeItem(draftKey(form));
  else localStorage.setItem(draftKey(form), JSON.stringify(read(form)));
  if (!there) return;
  later(copyOf(form));
  tell();
};

const forget = () => Object.keys(localStorage)
  .filter((key) => key.startsWith(prefix)).forEach((key) => localStorage.removeItem(key));

// The form tells which draft is sent by it.
const sending = (form) => {
  const copy = copyOf(form);
  copy.sent = true;
  copy.crossed = copy.busy; // a saving that is on its way may come behind what is sent
  clearTimeout(copy.timer);
  copy.timer = 0;
  const field = form.elements.draft ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name: "draft", value: form.dataset.draft });
};

// What was to be sent could not be: it is a draft still.
const notSent = () => {
  sessionStorage.removeItem(sentKey);
  copies.forEach((copy) => { copy.sent = false; });
  saveAll();
};

settle();
if (person) {
  forms().forEach(restore);
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);
}
if (person && there) {
  forms().forEach(copyOf);
  tell();
  meetAll().catch(() => {}); // it is met by the next page
  addEventListener("online", saveAll);
  addEventListener("focus", saveAll);
  addEventListener("pagehide", saveLeaving);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? saveLeaving() : saveAll()));
  document.addEventListener("gaptrack:not-sent", notSent);
  document.addEventListener("gaptrack:signed", (event) => {
    signedOut = event.detail === "out";
    tell();
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("data-sign-out")) {
    signingOut = true;
    forget();
  }
  if (!form.dataset.draft) return;
  if (there) sending(form);
  sessionStorage.setItem(sentKey, draftKey(form));
});
document.addEventListener("htmx:after:swap", drawnAnew);

// A script that saves by itself tells of it.
document.addEventListener("gaptrack:saved", (event) => {
  localStorage.removeItem(draftKey(event.detail));
  event.detail.querySelector(".draft-note")?.remove();
});
