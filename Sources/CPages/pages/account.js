// A password that is typed twice has to be the same.
"use strict";

for (const again of document.querySelectorAll("input[data-repeats]")) {
  const first = again.form.elements[again.dataset.repeats];
  const compare = () => again.setCustomValidity(again.value === first.value ? "" : "This is not the same password.");
  again.addEventListener("input", compare);
  first.addEventListener("input", compare);
}
