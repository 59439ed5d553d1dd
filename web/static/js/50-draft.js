// Keeps what is typed into a form with data-draft until it is saved, through
// reloads, a lost session and a crash. Drafts stay in this browser, each under
// the person, where the form is sent and its name, and go at sign-out.
const prefix = "gaptrack-draft:";
const sentKey = "gaptrack-sent";
const person = document.documentElement.dataset.person;

const draftKey = (form) => `${prefix}${person}:${form.getAttribute("action")}:${form.dataset.draft}`;

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

const note = (form, drawn) => {
  const box = document.createElement("p");
  box.className = "draft-note";
  box.setAttribute("role", "status");
  box.textContent = "What you had typed here and not saved is back.";
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "button";
  discard.textContent = "Discard it";
  discard.addEventListener("click", () => {
    localStorage.removeItem(draftKey(form));
    write(form, drawn);
    box.remove();
  });
  box.append(discard);
  form.prepend(box);
};

// A page with errors, a conflict or the sign-in page means that the form which
// was sent has not been saved.
const notSaved = () => document.querySelector(".error-summary, [data-keep-drafts]");

const settle = () => {
  const sent = sessionStorage.getItem(sentKey);
  sessionStorage.removeItem(sentKey);
  if (!sent || notSaved()) return;
  const shownAgain = [...document.querySelectorAll("form[data-draft]")].some((form) => draftKey(form) === sent);
  if (!shownAgain || document.querySelector("[data-flash=good]")) localStorage.removeItem(sent);
};

const restore = (form) => {
  const stored = localStorage.getItem(draftKey(form));
  if (!stored) return;
  const drawn = read(form);
  const draft = JSON.parse(stored);
  if (typed(draft) === typed(drawn)) return;
  write(form, draft);
  note(form, drawn);
};

// A field that is left by signing out may still tell of its change after.
let signingOut = false;

const keep = (event) => {
  const form = event.target.form;
  if (form?.dataset.draft && !signingOut) localStorage.setItem(draftKey(form), JSON.stringify(read(form)));
};

const forget = () => Object.keys(localStorage)
  .filter((key) => key.startsWith(prefix)).forEach((key) => localStorage.removeItem(key));

settle();
if (person) {
  document.querySelectorAll("form[data-draft]").forEach(restore);
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);
}

document.addEventListener("submit", (event) => {
  if (event.target.hasAttribute("data-sign-out")) {
    signingOut = true;
    forget();
  }
  if (event.target.dataset.draft) sessionStorage.setItem(sentKey, draftKey(event.target));
});
document.addEventListener("htmx:after:swap", () => {
  settle();
  if (person) document.querySelectorAll("form[data-draft]").forEach(restore);
});

// A script that saves by itself tells of it.
document.addEventListener("gaptrack:saved", (event) => {
  localStorage.removeItem(draftKey(event.detail));
  event.detail.querySelector(".draft-note")?.remove();
});
