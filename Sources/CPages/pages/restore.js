// The button that makes an old version the newest: its text is saved once more, so that nothing is lost.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-restore]");
  if (!button) return;
  const { restore, kind, id, newest } = button.dataset;
  button.disabled = true;
  try {
    const old = (await change("GET", `${kind}/${id}/versions/${restore}`)).version;
    const field = { scenarios: "xml", rules: "yaml", templates: "mustache" }[kind];
    await change("PUT", `${kind}/${id}`, { [field]: old.text, note: `version ${restore} restored`, version: Number(newest) });
    location.assign(`/${kind}/${id}`);
  } catch (refusal) {
    button.disabled = false;
    showRefusal(button, refusal);
  }
});
