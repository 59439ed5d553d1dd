// Rows that are edited in place: Alt with an arrow moves the row that has the
// focus, Escape leaves the form that is open. After each the focus is on the row
// again, where the keys go on.
const row = () => document.activeElement?.closest("[data-step]");

const step = (form, fields) => {
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  form.requestSubmit();
};

const changed = (field) => (["radio", "checkbox"].includes(field.type)
  ? field.checked !== field.defaultChecked
  : field.type === "select-one"
    ? ![...field.options].every((o) => o.selected === o.defaultSelected || !field.querySelector("[selected]"))
    : field.value !== field.defaultValue);

// What was typed is not thrown away by one key: Escape then goes to the way out.
const leave = () => {
  const cancel = document.querySelector("[data-cancel]");
  if (!cancel) return;
  const typed = [...cancel.closest("form").elements].some((field) => field.name && changed(field));
  if (typed && document.activeElement !== cancel) cancel.focus();
  else cancel.click();
};

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open], details.menu[open]")) return;
  if (event.key === "Escape") return leave();
  const form = document.querySelector("form[data-steps]");
  if (!form || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key) || !row()) return;
  event.preventDefault();
  const fields = new URLSearchParams(row().dataset.step);
  if (event.key === "ArrowUp") fields.set("up", "1");
  step(form, fields);
});

// The browser itself goes to the part of the address once the page is drawn, and
// takes the focus from wherever it is then: where that is nowhere, it comes here.
const land = () => {
  if (!location.hash || document.activeElement !== document.body) return;
  const asked = document.querySelector("[data-focus]");
  if (asked) return asked.focus();
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (part?.matches("[data-step]") || part?.querySelector("[data-step]")) part.querySelector("a[href]")?.focus();
};

const landSoon = () => [0, 100, 500].forEach((wait) => setTimeout(land, wait));

if (document.readyState === "complete") landSoon();
else addEventListener("load", landSoon);
