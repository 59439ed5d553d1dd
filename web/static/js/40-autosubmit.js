// Sends a form with data-autosubmit as soon as one of its fields changes; the
// button that would send it is hidden while this runs. A choice that is made by
// keys is sent by Enter, or when the field is left: every arrow key changes it,
// and none of those on the way is meant.
let keyed = false;
let changed = null;

const automatic = (field) => field?.form?.hasAttribute("data-autosubmit");

const send = (field) => {
  changed = null;
  field.form.requestSubmit(field.form.querySelector("button.autosubmitted"));
};

document.addEventListener("pointerdown", () => { keyed = false; });

document.addEventListener("keydown", (event) => {
  if (!automatic(event.target)) return;
  if (event.key === "Enter" && changed === event.target) {
    event.preventDefault();
    send(changed);
  } else if (event.key === "Escape" && changed === event.target) {
    changed.form.reset();
    changed = null;
  } else {
    keyed = true;
  }
});

document.addEventListener("change", (event) => {
  if (!automatic(event.target)) return;
  if (keyed) changed = event.target;
  else send(event.target);
});

document.addEventListener("focusout", (event) => {
  if (changed === event.target) send(changed);
});
