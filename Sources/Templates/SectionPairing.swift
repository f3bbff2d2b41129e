internal import Diagnostics

/// The sections that are open while the tags of a template go by.
struct SectionPairing {
  private struct Open {
    /// nil for a section that is refused anyway.
    let reference: Reference?
    let name: String
    let inverted: Bool
    let offset: Int
  }

  private let text: TemplateText
  private var open: [Open] = []
  /// The parts of each open section, those of the template itself first.
  private var levels: [[Node]] = [[]]
  private var hasRefused = false
  private var isTooDeep = false
  private var findings = Findings()

  init(_ text: TemplateText) {
    self.text = text
  }

  mutating func take(_ tag: Tag) {
    guard !isTooDeep else { return }
    let offset = tag.range.lowerBound
    switch tag.kind {
    case .comment: break
    case .value(let reference, raw: _): add(.value(reference))
    case .partial(let name): add(.partial(name))
    case .dynamicPartial(let reference): add(.dynamicPartial(reference))
    case .open(let reference, let inverted):
      begin(Open(reference: reference, name: reference.text, inverted: inverted, offset: offset))
    case .refused(let name):
      hasRefused = true
      begin(Open(reference: nil, name: name.text, inverted: false, offset: offset))
    case .close(let reference): close(reference, at: offset)
    }
  }

  mutating func finish(into findings: inout Findings) -> (nodes: [Node], isWhole: Bool) {
    if !isTooDeep {
      while !open.isEmpty { endUnclosed() }
    }
    findings.add(contentsOf: self.findings)
    return (levels.first ?? [], !self.findings.hasErrors && !hasRefused)
  }

  private mutating func begin(_ section: Open) {
    guard open.count < SectionTree.deepest else {
      isTooDeep = true
      findings.error(
        "too-deep",
        "sections stand in each other more than \(SectionTree.deepest) deep",
        at: text.location(section.offset)
      )
      return
    }
    open.append(section)
    levels.append([])
  }

  private mutating func close(_ reference: Reference, at offset: Int) {
    guard let innermost = open.last else {
      return findings.error("stray-close", "no section '\(reference.text)' is open here", at: text.location(offset))
    }
    if open.contains(where: { $0.name == reference.text }) {
      while let last = open.last, last.name != reference.text { endUnclosed() }
    } else {
      findings.error(
        "section-mismatch",
        "'\(reference.text)' closes the section '\(innermost.name)' of line \(text.line(innermost.offset))",
        at: text.location(offset)
      )
    }
    end()
  }

  private mutating func endUnclosed() {
    guard let last = open.last else { return }
    findings.error(
      "unclosed-section",
      "the section '\(last.name)' is not closed: it needs {{/\(last.name)}}",
      at: text.location(last.offset)
    )
    end()
  }

  /// Makes the innermost section a part of what it stands in.
  private mutating func end() {
    guard let last = open.popLast(), let inner = levels.popLast(), let reference = last.reference else { return }
    add(.section(reference, inverted: last.inverted, inner))
  }

  private mutating func add(_ node: Node) {
    guard !levels.isEmpty else { return }
    levels[levels.count - 1].append(node)
  }
}
