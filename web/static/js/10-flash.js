// Gives every flash message a button that puts it away.
const dismissible = (flash) => {
  if (flash.querySelector("[data-dismiss]")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "flash-button";
  button.dataset.dismiss = "";
  button.textContent = "Dismiss";
  button.addEventListener("click", () => {
    flash.remove();
    document.getElementById("main")?.focus({ preventScroll: true });
  });
  flash.append(button);
};

const dismissAll = () => document.querySelectorAll("[data-flash]").forEach(dismissible);

dismissAll();
document.addEventListener("htmx:after:swap", dismissAll);
