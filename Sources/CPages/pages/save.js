// Saves what an editor holds as the lab's. A text that is refused, or that somebody else has changed meanwhile, stays as it
// was typed.
"use strict";

/// A form with an editor: what it asks the API for, and whether something in it is not saved.
class DocumentForm {
  constructor(form) {
    this.form = form;
    this.editor = new TextEditor(form);
    this.saved = this.state;
    // Where no script runs, nothing can be saved.
    for (const button of form.querySelectorAll("button:disabled")) button.disabled = false;
    window.addEventListener("beforeunload", (event) => {
      if (this.isDirty) event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    // The keys that save everywhere else.
    form.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        form.requestSubmit();
      }
    });
  }

  get kind() { return this.form.dataset.kind; }
  get id() { return this.form.elements.id.value; }
  get path() { return `/${this.kind}/${encodeURIComponent(this.id)}`; }
  /// The name of the file that the program reads the text from.
  get file() {
    if (this.kind === "templates") return this.form.elements.path.value.split("/").pop();
    return this.id + (this.kind === "rules" ? ".yaml" : ".xml");
  }
  get state() { return JSON.stringify(this.body()); }
  get isDirty() { return this.state !== this.saved; }

  /// What is sent: the fields that the form has.
  body() {
    const { elements, dataset } = this.form;
    const text = "crlf" in dataset ? this.editor.text.replaceAll("\n", "\r\n") : this.editor.text;
    const body = { [dataset.textField]: text, note: elements.note.value };
    if (elements.name?.value) body.name = elements.name.value;
    if (elements.role?.value) body.role = elements.role.value;
    if (elements.path) body.path = elements.path.value;
    if (elements.tags) body.tags = elements.tags.value.split(",").map((tag) => tag.trim()).filter((tag) => tag);
    return body;
  }

  async save() {
    const { dataset, elements } = this.form;
    const button = this.form.querySelector("button:not([type=button])");
    button.disabled = true;
    this.editor.tell("Saving …");
    try {
      const sent = this.body();
      const answer = dataset.version
        ? await change("PUT", `${this.kind}/${encodeURIComponent(this.id)}`, { ...sent, version: Number(dataset.version) })
        : await change("POST", this.kind, { ...sent, id: this.id });
      dataset.version = answer.version;
      elements.id.readOnly = true;
      elements.note.value = "";
      this.saved = JSON.stringify({ ...sent, note: "" });
      this.didSave(answer);
    } catch (refusal) {
      this.editor.refuse("Not saved:", refusal, this.file, ...this.waysOut(refusal));
    } finally {
      button.disabled = false;
    }
  }

  /// After a save: to the document, unless there are findings to read first.
  didSave(answer) {
    if (!answer.findings?.length) {
      location.assign(this.path);
      return;
    }
    history.replaceState(null, "", this.path + "/edit");
    const link = document.createElement("a");
    link.href = this.path;
    link.textContent = "Show it";
    this.editor.tell(`Saved as version ${answer.version}.`, "success", answer.findings, this.file, link);
  }

  /// What can be done when somebody else has saved meanwhile.
  waysOut(refusal) {
    if (refusal.status !== 409 || !this.form.dataset.version) return [];
    const look = document.createElement("a");
    look.href = `${this.path}/diff?from=${this.form.dataset.version}`;
    look.target = "_blank";
    look.textContent = "See what was changed";
    const over = document.createElement("button");
    over.type = "button";
    over.className = "quiet danger";
    over.textContent = "Save mine over it";
    over.addEventListener("click", () => this.saveOver());
    const row = document.createElement("p");
    row.className = "row";
    row.append(look, over);
    return [row];
  }

  /// Saves as the version behind the newest, whatever that is.
  async saveOver() {
    try {
      const newest = await change("GET", `${this.kind}/${encodeURIComponent(this.id)}`);
      this.form.dataset.version = newest.version;
      await this.save();
    } catch (refusal) {
      this.editor.refuse("Not saved:", refusal);
    }
  }
}

for (const form of document.querySelectorAll(".document-form:not(.rule-form)")) new DocumentForm(form);
