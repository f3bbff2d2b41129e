// The rule editor beside a call: what the text in it makes of the call, at once.
"use strict";

class RuleForm extends DocumentForm {
  constructor(form) {
    super(form);
    this.explanation = document.getElementById("explanation");
    this.asked = 0;
    this.explanation.addEventListener("click", (event) => this.goToRule(event));
    // On a narrow window the editor stands above the call: closed, unless a set was chosen for it.
    const box = form.closest("details");
    box.open = window.matchMedia("(min-width: 1100px)").matches || form.dataset.version !== "";
    form.querySelector(".try").addEventListener("click", () => this.preview());
    this.editor.area.addEventListener("input", () => {
      clearTimeout(this.timer);
      if (form.querySelector(".live").checked) this.timer = setTimeout(() => this.preview(), 500);
    });
  }

  /// The name by which the text is tried: a new set needs none of its own.
  get triedID() { return this.form.elements.id.checkValidity() ? this.id : "draft"; }

  /// A rule in the editor is shown there, not on the page of what is saved.
  goToRule(event) {
    const [path, line] = event.target.closest("a")?.getAttribute("href").split("#L") || [];
    if (path !== `/rules/${this.triedID}`) return;
    event.preventDefault();
    this.form.closest("details").open = true;
    this.editor.go(Number(line));
  }

  /// The rule sets in use, with the one in the editor.
  get rules() {
    const rules = this.form.dataset.rules.split(",").filter((name) => name);
    if (!rules.includes(this.id)) rules.push(this.id);
    return rules;
  }

  async preview() {
    clearTimeout(this.timer);
    const { capture, call, leg, sipPort, target, role } = this.form.dataset;
    const id = this.triedID;
    const turn = ++this.asked;
    const query = new URLSearchParams({ role, first: new URLSearchParams(location.search).get("first") || "1" });
    const body = { capture, call: Number(call), leg: Number(leg), sip_port: Number(sipPort), target, id, yaml: this.editor.text };
    body.rules = this.rules.map((name) => (name === this.id ? id : name));
    this.form.querySelector(".try").disabled = true;
    try {
      const page = await change("POST", "rules/preview?" + query, body, "text/html");
      if (turn !== this.asked) return;
      this.explanation.innerHTML = page;
      this.explanation.classList.toggle("draft", this.isDirty);
      this.editor.tell(this.isDirty ? "Shown as tried; nothing is saved." : "Shown as saved.");
    } catch (refusal) {
      if (turn === this.asked) this.editor.refuse("Not shown:", refusal, id + ".yaml");
    } finally {
      if (turn === this.asked) this.form.querySelector(".try").disabled = false;
    }
  }

  save() {
    // What is told of it is not to be replaced by the answer to something older.
    clearTimeout(this.timer);
    this.asked++;
    return super.save();
  }

  didSave(answer) {
    const { dataset } = this.form;
    dataset.rules = this.rules.join(",");
    const query = new URLSearchParams(location.search);
    query.delete("rules");
    for (const name of this.rules) query.append("rules", name);
    query.set("edit", this.id);
    history.replaceState(null, "", location.pathname + "?" + query);
    const link = document.createElement("a");
    link.href = this.path;
    link.textContent = "Show it among the lab's";
    const told = () => this.editor.tell(`Saved as version ${answer.version}.`, "success", answer.findings, this.file, link);
    told();
    this.preview().then(told);
  }
}

for (const form of document.querySelectorAll(".rule-form")) new RuleForm(form);
