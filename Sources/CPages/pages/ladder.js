// Marks the arrow of the message that is open.
"use strict";

function mark() {
  document.querySelector(".arrow[aria-current]")?.removeAttribute("aria-current");
  const open = /^#m(\d+)$/.exec(location.hash);
  if (open) document.getElementById("a" + open[1])?.setAttribute("aria-current", "true");
}

addEventListener("hashchange", mark);
mark();

// Escape closes it, as its link does.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && /^#m\d+$/.test(location.hash)) location.hash = "#a" + location.hash.slice(2);
});
