// Forms and buttons that say in their markup which change they ask the API for:
//
//   <button data-change="DELETE jobs/7" data-confirm="Delete the job?" data-then="/jobs">Delete</button>
//   <form method="post" data-change="POST tools/pcap2scenario/run" data-then="/jobs/{job.id}"> … <input name="args.call"> …
//
// A form has method="post" all the same: where scripts don't run, what was typed must not become an address.
// A dot in a field's name leads into an object, boxes of one name are a list, what is empty is left out. Afterwards the
// browser goes where data-then says, {names} taken from the answer, or loads the page anew. Why a change was refused is
// shown as the API told it.
"use strict";

/// What a form holds, as the API takes it.
function bodyOf(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.type === "submit") continue;
    const path = field.name.split(".");
    const last = path.pop();
    const place = path.reduce((object, name) => (object[name] ??= {}), body);
    if (field.type === "checkbox" && field.hasAttribute("value")) {
      place[last] ??= [];
      if (field.checked) place[last].push(field.value);
    } else if (field.type === "checkbox") {
      place[last] = field.checked;
    } else if (field.type !== "radio" || field.checked) {
      if (field.value !== "") place[last] = field.type === "number" || "number" in field.dataset ? Number(field.value) : field.value;
    }
  }
  return body;
}

/// Text with {a.b} taken from an answer, fit for a path.
function filled(text, answer) {
  return text.replace(/\{([^}]+)\}/g, (_, path) =>
    encodeURIComponent(path.split(".").reduce((value, name) => value?.[name], answer) ?? ""));
}

/// A dialog with a text and these buttons; resolves to the value of the one that was pressed, empty for none.
function ask(text, buttons) {
  const dialog = document.createElement("dialog");
  const words = document.createElement("p");
  words.textContent = text;
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "row";
  for (const [label, value, look] of buttons) {
    const button = document.createElement("button");
    button.textContent = label;
    button.value = value;
    if (look) button.className = look;
    form.append(button);
  }
  dialog.append(words, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.showModal();
  });
}

/// Shows why a change was refused, below the form; for a button in a dialog.
function showRefusal(element, refusal) {
  const lines = [refusal.message, ...(refusal.findings || []).map(findingText)];
  if (element.localName !== "form") return ask(lines.join("\n"), [["Close", ""]]);
  const box = element.querySelector(".refusal") || element.appendChild(document.createElement("div"));
  box.className = "refusal failure";
  box.setAttribute("role", "alert");
  box.replaceChildren(...lines.map((line) => {
    const words = document.createElement("p");
    words.textContent = line;
    return words;
  }));
}

/// A finding as the program tells it: file:line:column: severity: [code] message.
function findingText(finding) {
  const place = [finding.file, finding.line, finding.column].filter((part) => part != null).join(":");
  return `${place ? place + ": " : ""}${finding.severity}: [${finding.code}] ${finding.message}`;
}

async function carryOut(element, buttons, body) {
  const { change: order, confirm: question, then } = element.dataset;
  if (question && (await ask(question, [["Cancel", "", "quiet"], [buttons[0].textContent.trim(), "yes", "danger"]])) !== "yes") return;
  const [method, path] = order.split(" ");
  for (const button of buttons) button.disabled = true;
  try {
    const answer = await change(method, path, body);
    if (then === undefined) location.reload();
    else location.assign(filled(then, answer));
  } catch (refusal) {
    for (const button of buttons) button.disabled = false;
    showRefusal(element, refusal);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-change]");
  if (button) carryOut(button, [button]);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.change) return;
  event.preventDefault();
  carryOut(form, [...form.querySelectorAll("button:not([type=button])")], bodyOf(form));
});
