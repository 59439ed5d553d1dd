// Sends a form with data-autosubmit as soon as one of its fields changes; the
// button that would send it is hidden while this runs.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-autosubmit")) {
    form.requestSubmit(form.querySelector("button.autosubmitted"));
  }
});
