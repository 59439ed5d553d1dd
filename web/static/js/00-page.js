// Marks the document, so that styles can show what only works with scripts,
// and moves the focus to what the page asks for first, such as a list of
// errors. Everything below only adds to pages that work without it.
"use strict";

// The document may still be arriving.
if (document.readyState === "loading") {
  await new Promise((parsed) => { document.addEventListener("DOMContentLoaded", parsed, { once: true }); });
}

document.documentElement.classList.add("js");
document.querySelector("[data-focus]")?.focus();

for (const tab of document.querySelectorAll(".tabs [aria-current], .nav [aria-current]")) {
  const bar = tab.closest("ul").parentElement;
  bar.scrollLeft = tab.offsetLeft - bar.clientWidth / 3;
}

// A menu closes when something else is pressed, and on Escape.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
