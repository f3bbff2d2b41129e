// Keeps what is marked by data-live as the server would render it now: the page is asked for again, and what differs is
// put in its place. Only one request runs at a time; what happens meanwhile is seen by the next.
"use strict";

let isAsking = false;
let isStale = false;

/// What the server rendered last; what scripts did to it since is no difference.
const rendered = new Map([...document.querySelectorAll("[data-live]")].map((part) => [part.id, part.innerHTML]));

async function refresh() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (isStale) {
      isStale = false;
      const response = await fetch(location.href);
      if (response.redirected) return location.reload();
      if (!response.ok) return;
      const now = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const old of document.querySelectorAll("[data-live]")) replace(old, now.getElementById(old.id));
    }
  } catch {
    // The server can't be reached: whoever asked will ask again.
  } finally {
    isAsking = false;
  }
}

/// Puts what is new in the place of what is old, unless it is the same or somebody is typing there.
function replace(old, fresh) {
  const focused = document.activeElement;
  if (!fresh || rendered.get(old.id) === fresh.innerHTML || (old.contains(focused) && focused.matches("input, select"))) return;
  rendered.set(old.id, fresh.innerHTML);
  const id = old.contains(focused) ? focused.id : "";
  const progress = new Map([...old.querySelectorAll("progress[value]")].map((bar) => [bar.dataset.job, bar.value]));
  old.replaceChildren(...document.adoptNode(fresh).childNodes);
  for (const bar of old.querySelectorAll("progress")) if (progress.has(bar.dataset.job)) bar.value = progress.get(bar.dataset.job);
  if (id) document.getElementById(id)?.focus();
}
