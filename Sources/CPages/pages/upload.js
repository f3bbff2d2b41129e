// Uploads captures one after the other, with their progress; chosen or dropped.
"use strict";

const drop = document.getElementById("drop");
const chooser = document.getElementById("files");
const uploads = document.getElementById("uploads");
let last = Promise.resolve();

/// A name that the server takes: letters, digits, '.', '_' and '-', the first a letter or a digit.
function nameFor(file) {
  return file.name.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "").slice(-128).replace(/^[^A-Za-z0-9]+/, "") || "capture.pcap";
}

function element(kind, properties, ...children) {
  const made = Object.assign(document.createElement(kind), properties);
  made.append(...children);
  return made;
}

function enqueue(files) {
  for (const file of files) {
    const name = element("input", { value: nameFor(file), maxLength: 128, disabled: true, required: true });
    name.setAttribute("aria-label", "Stored as");
    const bar = element("progress", { max: file.size || 1, value: 0 });
    bar.setAttribute("aria-label", "Uploaded so far");
    const words = element("span", { textContent: "waits" });
    const button = element("button", { textContent: "Cancel", className: "quiet" });
    const row = element("form", { className: "row" }, name, bar, words, button);
    uploads.prepend(element("li", {}, row));
    begin(file, { name, bar, words, button, row });
  }
}

/// Uploads when those before have come to their end.
function begin(file, parts) {
  const request = new XMLHttpRequest();
  parts.name.disabled = true;
  parts.button.textContent = "Cancel";
  parts.words.className = "";
  parts.row.onsubmit = (event) => {
    event.preventDefault();
    request.abort();
    request.isCancelled = true;
    fail(file, parts, "cancelled");
  };
  last = last.then(() => (request.isCancelled ? null : send(file, request, parts)));
}

function send(file, request, parts) {
  const { name, bar, words, row } = parts;
  return new Promise((done) => {
    const largest = Number(drop.dataset.largest);
    if (file.size > largest) {
      fail(file, parts, `has ${file.size} bytes, ${largest} are allowed`);
      return done();
    }
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.loaded;
      words.textContent = event.loaded < event.total ? `${Math.floor((100 * event.loaded) / event.total)} %` : "is stored";
    });
    request.addEventListener("loadend", () => {
      done();
      if (request.isCancelled) return;
      if (request.status !== 201) return fail(file, parts, reason(request));
      const link = element("a", { href: "/captures/" + encodeURIComponent(name.value), textContent: name.value });
      row.replaceWith(link, " is uploaded.");
      refresh();
    });
    request.open("POST", "/api/v2/media/pcap/" + encodeURIComponent(name.value));
    request.setRequestHeader("X-CSRF-Token", pageToken);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    words.textContent = "0 %";
    request.send(file);
  });
}

/// Why it was refused, as the API told it.
function reason(request) {
  if (request.status === 0) return "the connection was closed before all of it was sent";
  try {
    return JSON.parse(request.responseText).error;
  } catch {
    return `status ${request.status}`;
  }
}

/// Says why, and lets it be tried again by this or another name.
function fail(file, parts, why) {
  const { name, words, button, row } = parts;
  words.textContent = why;
  words.className = "failure";
  name.disabled = false;
  button.textContent = "Upload again";
  row.onsubmit = (event) => {
    event.preventDefault();
    begin(file, parts);
  };
}

chooser.addEventListener("change", () => {
  enqueue(chooser.files);
  chooser.value = "";
});
for (const kind of ["dragenter", "dragover"]) {
  addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("over");
  });
}
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
addEventListener("drop", (event) => {
  drop.classList.remove("over");
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  enqueue(event.dataTransfer.files);
});
