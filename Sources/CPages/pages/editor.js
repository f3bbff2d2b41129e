// Text areas with numbered lines. What is found in a text is marked at its line and told below, each a way to its place.
"use strict";

/// The editor in a form: its text area, and the box where it is told what became of the text.
class TextEditor {
  constructor(form) {
    this.area = form.querySelector(".text-editor textarea");
    this.box = form.querySelector(".verdict");
    this.marks = new Map();
    this.gutter = document.createElement("div");
    this.gutter.className = "gutter";
    this.gutter.setAttribute("aria-hidden", "true");
    this.numbers = this.gutter.appendChild(document.createElement("div"));
    this.area.before(this.gutter);
    this.area.addEventListener("input", () => this.number());
    this.area.addEventListener("scroll", () => this.follow());
    this.number();
  }

  get text() { return this.area.value; }

  set text(text) {
    this.area.value = text;
    this.number();
  }

  /// Writes the numbers of the lines, those with a mark in its colour.
  number() {
    const count = this.text.split("\n").length;
    const state = count + "|" + [...this.marks].join("|");
    if (state === this.numbered) return;
    this.numbered = state;
    const parts = [];
    let plain = "";
    for (let line = 1; line <= count; line++) {
      const severity = this.marks.get(line);
      if (!severity) {
        plain += line + "\n";
        continue;
      }
      const mark = document.createElement("span");
      mark.className = severity;
      mark.textContent = line;
      parts.push(plain, mark);
      plain = "";
    }
    this.numbers.replaceChildren(...parts, plain);
    this.gutter.style.width = `calc(${String(count).length}ch + 16px)`;
    this.follow();
  }

  follow() { this.numbers.style.transform = `translateY(${-this.area.scrollTop}px)`; }

  /// Puts the caret at a place, in sight.
  go(line, column) {
    const lines = this.text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const width = (lines[line - 1] || "").length;
    const from = start + Math.min(Math.max((column || 1) - 1, 0), width);
    this.area.focus();
    this.area.setSelectionRange(from, start + width);
    const height = this.area.scrollHeight / Math.max(1, lines.length);
    this.area.scrollTop = Math.max(0, (line - 4) * height);
  }

  /// Tells something: a text and its look (failure, success, or none), findings, and more of the page's elements.
  ///
  /// `file` names this text among the files that findings are about; without it all are about it.
  tell(text, look, findings, file, ...more) {
    this.marks = new Map();
    const words = document.createElement("p");
    words.className = look || "faint";
    words.textContent = text;
    const list = document.createElement("ul");
    list.className = "findings";
    for (const finding of findings || []) list.append(this.item(finding, file));
    this.box.replaceChildren(...(text ? [words] : []), ...(list.children.length ? [list] : []), ...more);
    this.number();
  }

  /// Tells that something was refused: `what` did not happen, and why.
  refuse(what, refusal, file, ...more) {
    const findings = refusal.findings || [];
    // What is told at its place below needs not be told twice.
    const isBelow = findings.some((finding) => finding.message === refusal.message);
    this.tell(isBelow ? what : `${what} ${refusal.message}`, "failure", findings, file, ...more);
  }

  item(finding, file) {
    const item = document.createElement("li");
    item.className = finding.severity;
    const isOwn = finding.line && (!file || !finding.file || finding.file === file);
    if (isOwn) {
      if (this.marks.get(finding.line) !== "error") this.marks.set(finding.line, finding.severity);
      const way = document.createElement("button");
      way.type = "button";
      way.className = "way";
      way.textContent = `Line ${finding.line}, column ${finding.column}`;
      way.addEventListener("click", () => this.go(finding.line, finding.column));
      item.append(way, " ");
    } else if (finding.file) {
      item.append([finding.file, finding.line, finding.column].filter((part) => part != null).join(":") + " ");
    }
    item.append(`${finding.severity}: ${finding.message} [${finding.code}]`);
    return item;
  }
}
