// Marks of a replaced part: its other side is shown with it, and Escape closes what is told about it.
"use strict";

let lit = [];

function light(piece) {
  for (const mark of lit) mark.classList.remove("lit");
  lit = piece ? [...document.querySelectorAll(`.piece[data-key="${piece.dataset.key}"]`)] : [];
  for (const mark of lit) mark.classList.add("lit");
}

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => light(event.target.closest?.(".piece[data-key]")));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") if (document.activeElement?.closest?.(".piece")) document.activeElement.blur();
});
