// Asks before a form with data-confirm is sent, or one that such a button sends.
const answer = (text, value, kind) => {
  const button = document.createElement("button");
  button.className = kind;
  button.value = value;
  button.textContent = text;
  return button;
};

const ask = (question, act, onYes) => {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "confirm-title");
  const title = document.createElement("h2");
  title.id = "confirm-title";
  title.textContent = question;
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "actions";
  form.append(answer(act, "yes", "button button-danger"), answer("Cancel", "no", "button"));
  dialog.append(title, form);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "yes") onYes();
  });
  document.body.append(dialog);
  dialog.showModal();
};

const confirmed = new WeakSet();

// It listens before htmx and the drafts do, and holds the event back from them.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const sender = event.submitter;
  const question = sender?.dataset.confirm || form.dataset.confirm;
  if (!question || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(question, sender?.firstChild.textContent.trim() || "Continue", () => {
    confirmed.add(form);
    form.requestSubmit(sender);
  });
}, true);
