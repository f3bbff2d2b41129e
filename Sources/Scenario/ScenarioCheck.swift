import Diagnostics
import RuleEngine
import Templates

/// Reads a scenario as its engine would, and tells what the engine would refuse, with the place in the file or the template
/// that wrote it.
struct ScenarioCheck {
  private struct Open {
    let name: XMLName
    /// Whether it holds a message, and none was seen so far.
    var awaitsMessage: Bool
  }

  private let target: Target
  private let language: ScenarioLanguage?
  private let text: ScenarioText
  private let bytes: [UInt8]
  /// Whether there is a file of that name for the engine.
  private let exists: (String) -> Bool
  private var findings: ScenarioFindings
  private var open: [Open] = []
  private var hasRoot = false
  /// The optional receive that was the last step.
  private var optional: XMLName?
  private var variables = VariableUses()
  /// The attributes of receives that were seen, for what is learnt by one.
  private var received: Set<String> = []
  /// The files of the user's templates that are in use.
  private let overrides: [String]

  /// - Parameters:
  ///   - text: the scenario.
  ///   - target: the engine.
  ///   - origins: where rules of the user wrote what stands in brackets, by its name.
  ///   - overrides: the files of the user's templates that are in use.
  ///   - told: what need not be told again.
  ///   - exists: whether the engine will find a file of that name.
  init(
    _ text: ScenarioText,
    target: Target,
    origins: [String: Location] = [:],
    overrides: [String] = [],
    told: Set<Diagnostic> = [],
    exists: @escaping (String) -> Bool
  ) {
    self.text = text
    bytes = text.bytes
    findings = ScenarioFindings(text, origins: origins, told: told)
    self.target = target
    language = target.language
    self.overrides = overrides
    self.exists = exists
  }

  /// All that the engine would refuse, in the order of the output.
  ///
  /// What is no XML ends the search: nobody knows what the rest would mean.
  consuming func check() -> ScenarioFindings {
    do throws(XMLFault) {
      var scanner = try XMLScanner(bytes)
      while let event = try scanner.next() {
        try take(event, scanner)
        if findings.areEnough { return findings }
      }
      if let last = open.last { throw unclosed(last) }
      if !hasRoot { throw XMLFault("there is no element in it", at: 0) }
      reportVariables()
    } catch {
      findings.add("not-well-formed", error.message, at: error.offset)
    }
    return findings
  }

  private mutating func take(_ event: XMLEvent, _ scanner: XMLScanner) throws(XMLFault) {
    switch event {
    case .open(let name, let attributes, let isEmpty):
      guard !open.isEmpty || !hasRoot else {
        throw XMLFault("one element holds all others: <\(name.text)> is a second", at: name.offset - 1)
      }
      hasRoot = true
      try checkWords(of: attributes, scanner)
      checkKnown(name, attributes)
      checkOrder(name, attributes, scanner)
      checkAttributes(attributes, of: name.text, scanner)
      if language?.receives.contains(name.text) ?? false {
        received.formUnion(attributes.filter { scanner.string($0.value) == "true" }.map(\.name.text))
      }
      let holdsMessage = language?.messages.contains(name.text) ?? false
      open.append(Open(name: name, awaitsMessage: holdsMessage))
      if isEmpty { end() }
    case .close(let name):
      guard let last = open.last else { throw XMLFault("</\(name.text)> closes nothing here", at: name.offset - 2) }
      guard last.name.text == name.text else {
        guard open.contains(where: { $0.name.text == name.text }) else {
          throw XMLFault("</\(name.text)> closes nothing here", at: name.offset - 2)
        }
        throw unclosed(last)
      }
      end()
    case .data(let range):
      guard !open.isEmpty else { throw XMLFault("text stands outside of all elements", at: range.lowerBound - 9) }
      takeMessage(range, scanner)
    case .text(let range): try takeText(range, scanner)
    }
  }

  private func unclosed(_ element: Open) -> XMLFault {
    XMLFault("<\(element.name.text)> is not closed", at: element.name.offset - 1)
  }

  private mutating func end() {
    guard let last = open.popLast(), last.awaitsMessage, refuses(.looseMessage) else { return }
    findings.add("no-message", "<\(last.name.text)> needs its message in <![CDATA[ and ]]>", at: last.name.offset - 1)
  }

  private mutating func takeMessage(_ range: Range<Int>, _ scanner: XMLScanner) {
    guard let last = open.indices.last, language?.messages.contains(open[last].name.text) ?? false else { return }
    open[last].awaitsMessage = false
    checkBrackets(range, scanner)
  }

  private mutating func takeText(_ range: Range<Int>, _ scanner: XMLScanner) throws(XMLFault) {
    guard let start = range.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains(bytes[$0]) }) else { return }
    guard let last = open.indices.last else { throw XMLFault("text stands outside of all elements", at: start) }
    if let reference = scanner.badReference(in: range, onlyFour: false) {
      throw XMLFault("'&' as text is written &amp;", at: reference)
    }
    if refuses(.looseMessage) {
      findings.add(
        "loose-text",
        "text of <\(open[last].name.text)> stands outside of <![CDATA[ and ]]>: '\(target.name)' does not read it there",
        at: start
      )
      open[last].awaitsMessage = false
    } else {
      takeMessage(range, scanner)
    }
  }

  // MARK: - Elements and attributes

  private mutating func checkWords(of attributes: [XMLAttribute], _ scanner: XMLScanner) throws(XMLFault) {
    var seen: Set<String> = []
    for attribute in attributes {
      guard seen.insert(attribute.name.text).inserted else {
        throw XMLFault("the attribute '\(attribute.name.text)' stands here twice", at: attribute.name.offset)
      }
      if attribute.quote != UInt8(ascii: "\""), refuses(.singleQuotes) {
        let message = "'\(target.name)' reads values in \"double quotes\" only"
        findings.add("single-quotes", message, at: attribute.name.offset)
      }
      let onlyFour = refuses(.otherEntities)
      if let reference = scanner.badReference(in: attribute.value, onlyFour: onlyFour) {
        let known = onlyFour ? ": '\(target.name)' knows &amp; &lt; &gt; &quot; only" : ""
        throw XMLFault("'&' in the value of '\(attribute.name.text)' begins no reference\(known)", at: reference)
      }
    }
  }

  private mutating func checkKnown(_ name: XMLName, _ attributes: [XMLAttribute]) {
    guard let language else { return }
    guard let known = language.attributes(of: name.text) else {
      let hint = Spelling.suggestion(for: name.text, among: language.elements.keys)
      let message = "'\(target.name)' knows no element <\(name.text)>\(hint)"
      let severity = refuses(.unknownElement) ? Severity.error : text.severityOfOddities
      return findings.add("unknown-element", message, at: name.offset - 1, as: severity)
    }
    for attribute in attributes where !known.contains(attribute.name.text) && !findings.areEnough {
      let hint = Spelling.suggestion(for: attribute.name.text, among: known)
      findings.add(
        "unknown-attribute",
        "'\(target.name)' knows no attribute '\(attribute.name.text)' of <\(name.text)>\(hint)",
        at: attribute.name.offset,
        as: text.severityOfOddities
      )
    }
  }

  /// An optional receive is one of several that are waited for together: a receive must follow.
  private mutating func checkOrder(_ name: XMLName, _ attributes: [XMLAttribute], _ scanner: XMLScanner) {
    guard let language, language.steps.contains(name.text) else { return }
    let receives = language.receives.contains(name.text)
    if let optional, !receives, refuses(.idleOptional) {
      findings.add(
        "idle-optional",
        "an optional <\(optional.text)> stands in front of <\(name.text)>: '\(target.name)' wants one that is not optional "
          + "behind it",
        at: optional.offset - 1
      )
    }
    let isOptional = attributes.contains {
      $0.name.text == "optional" && !["false", "global"].contains(scanner.string($0.value))
    }
    optional = receives && isOptional ? name : nil
  }

  private mutating func checkAttributes(_ attributes: [XMLAttribute], of element: String, _ scanner: XMLScanner) {
    guard let language else { return }
    for attribute in attributes {
      let name = attribute.name.text
      if language.texts.contains(name) { checkBrackets(attribute.value, scanner) }
      if language.variables.contains(name) {
        var offset = attribute.value.lowerBound
        for variable in scanner.string(attribute.value).split(separator: ",", omittingEmptySubsequences: false) {
          let isSet = language.sets.contains(name) || language.given.contains(element)
          variables.name(
            variable.filter { $0 != " " },
            isSet ? .sets : name == "variables" ? .names : .reads,
            at: offset
          )
          offset += variable.utf8.count + 1
        }
      }
      if language.files.contains(name) { checkFile(scanner.string(attribute.value), at: attribute.value.lowerBound) }
    }
  }

  private mutating func checkFile(_ name: String, at offset: Int) {
    guard !exists(name) else { return }
    let message = "there is no file '\(name)' beside the scenario"
    findings.add("missing-file", message, at: offset, as: text.severityOfOddities)
  }

  // MARK: - Variables

  /// Checks what stands in brackets, and that nothing else does.
  private mutating func checkBrackets(_ range: Range<Int>, _ scanner: XMLScanner) {
    guard language != nil else { return }
    var position = range.lowerBound
    while position < range.upperBound, !findings.areEnough {
      guard bytes[position] == UInt8(ascii: "[") else {
        position += 1
        continue
      }
      if let end = closing(position, range.upperBound) {
        checkVariable(Substring(scanner.string((position + 1)..<end)), at: position)
        position = end + 1
      } else {
        if refuses(.openBracket) {
          findings.add("open-bracket", "'[' opens a variable that is not closed\(bracketHint)", at: position)
        }
        position += 1
      }
    }
  }

  /// Where the bracket that opened at `start` is closed; nil when another opens first, or the line ends.
  private func closing(_ start: Int, _ limit: Int) -> Int? {
    var isQuoted = false
    for position in (start + 1)..<limit {
      switch bytes[position] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\n"): return nil
      case UInt8(ascii: "[") where !isQuoted: return nil
      case UInt8(ascii: "]") where !isQuoted: return position
      default: continue
      }
    }
    return nil
  }

  private mutating func checkVariable(_ inner: Substring, at offset: Int) {
    let name = Target.variableName(in: inner)
    guard target.knows(name) else {
      let hint = Spelling.suggestion(for: name, among: target.variables.map(\.name))
      return findings.add(
        "unknown-variable",
        "'\(target.name)' knows no variable '[\(name)]'\(hint)\(bracketHint)",
        at: offset
      )
    }
    if name.hasPrefix("$") { variables.name(String(name.dropFirst()), .reads, at: offset) }
    if language?.needs[name] != nil { variables.need(name, at: offset) }
    if name == "file", let file = inner.attribute("name") { checkFile(file, at: offset) }
  }

  private var bracketHint: String {
    target.escapes.first { $0.text == "[" }.map { "; a bracket that is text is written \($0.with)" } ?? ""
  }

  /// Tells what can be known of variables only at the end.
  private mutating func reportVariables() {
    for (name, offset) in variables.unset {
      findings.add(
        "unset-variable",
        "the variable '\(name)' is read, but nothing gives it a value" + suspects(of: "$\(name)", at: offset),
        at: offset,
        of: "$\(name)"
      )
    }
    for (name, offset) in variables.needed {
      guard let attribute = language?.needs[name], !received.contains(attribute) else { continue }
      findings.add(
        "unset-variable",
        "'[\(name)]' is empty: no step that receives has \(attribute)=\"true\"" + suspects(of: name, at: offset),
        at: offset,
        of: name
      )
    }
    guard refuses(.loneVariable) else { return }
    for (name, offset) in variables.lone {
      findings.add(
        "lone-variable",
        "the variable '\(name)' is named only here, and '\(target.name)' refuses that: use it, or name it in "
          + "<Reference variables=\"\(name)\"/> as well",
        at: offset
      )
    }
  }

  /// What a built-in template reads was set by one that the user's stand in for.
  private func suspects(of variable: String, at offset: Int) -> String {
    guard !overrides.isEmpty, !findings.isFromRule(variable), text.location(of: offset).map(Builtins.holds) ?? false
    else { return "" }
    return "; one of these ought to: \(overrides.joined(separator: ", "))"
  }

  private func refuses(_ refusal: ScenarioLanguage.Refusal) -> Bool { language?.refuses.contains(refusal) ?? false }
}

extension Substring {
  /// The value of `name="value"` in what stands between two brackets.
  fileprivate func attribute(_ name: String) -> String? {
    split(separator: " ").first { $0.hasPrefix("\(name)=") }
      .map { word in word.dropFirst(name.utf8.count + 1).filter { $0 != "\"" } }
  }
}
