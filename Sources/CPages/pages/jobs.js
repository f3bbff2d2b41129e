// What becomes of jobs, as the server tells it.
"use strict";

const place = document.querySelector("[data-events]");
const events = new EventSource(place.dataset.events);

events.addEventListener("job", (event) => {
  refresh();
  // The stream of one job ends with it; of all, never.
  const job = JSON.parse(event.data);
  if (place.id === "job" && !["pending", "running"].includes(job.status)) events.close();
});

events.addEventListener("progress", (event) => {
  const { id, bytes } = JSON.parse(event.data);
  for (const bar of document.querySelectorAll("progress")) {
    if (bar.dataset.job === id && bar.max > 1) bar.value = Math.min(bytes, bar.max);
  }
  if (place.id === "job") refresh();
});

// After the server could not be reached, what was missed.
let wasLost = false;
events.addEventListener("error", () => (wasLost = true));
events.addEventListener("open", () => {
  if (wasLost) refresh();
  wasLost = false;
});
