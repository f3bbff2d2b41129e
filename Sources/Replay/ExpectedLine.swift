import Dialog
import RuleEngine
import SIP
import Wire

/// A line of an expected message: captured text, and gaps that an engine's variables fill.
struct ExpectedLine: CustomStringConvertible {
  private enum Part: Equatable {
    case text([UInt8])
    case variable(String)
  }

  private var parts: [Part] = []
  /// The rules that wrote something of it.
  private(set) var rules: [Difference.RuleName] = []

  mutating func append(captured bytes: [UInt8]) {
    append(.text(bytes))
  }

  /// What a rule has put there: text with variables in brackets.
  mutating func append(replacement bytes: [UInt8], by rule: Rule, values: [String: String]) {
    if !bytes.isEmpty, !rules.contains(Difference.RuleName(rule)) { rules.append(Difference.RuleName(rule)) }
    var rest = bytes[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "[")), let close = rest[open...].firstIndex(of: UInt8(ascii: "]"))
    {
      append(.text(Array(rest[..<open])))
      let name = String(decoding: rest[(open + 1)..<close], as: UTF8.self)
      append(values[name].map { .text(Array($0.utf8)) } ?? .variable(name))
      rest = rest[(close + 1)...]
    }
    append(.text(Array(rest)))
  }

  private mutating func append(_ part: Part) {
    if case .text(let new) = part {
      if new.isEmpty { return }
      if case .text(let known) = parts.last {
        parts[parts.count - 1] = .text(known + new)
        return
      }
    }
    parts.append(part)
  }

  /// Whether the headers end with it.
  var endsHeaders: Bool { parts.isEmpty || parts == [.text([.carriageReturn])] }

  /// A header that the engine writes as a whole, name and all.
  struct WholeHeader {
    let names: Set<HeaderName>
    /// Whether it must be there.
    let isRequired: Bool

    func names(_ line: ArraySlice<UInt8>) -> Bool {
      guard let colon = line.firstIndex(of: .colon) else { return false }
      let spelling = String(decoding: line[..<colon], as: UTF8.self)
      return names.contains(HeaderName(String(spelling.prefix { $0 != " " && $0 != "\t" })))
    }
  }

  var wholeHeader: WholeHeader? {
    guard case .variable(let name) = parts.first else { return nil }
    if name == "routes" { return WholeHeader(names: [.route], isRequired: false) }
    if name == "authentication" { return WholeHeader(names: HeaderName.credentials, isRequired: true) }
    if name.hasPrefix("$") {
      // What was kept of an earlier request: `$record_route_1`.
      let kept = name.dropFirst().split(separator: "_").dropLast().joined(separator: "-")
      guard ["via", "from", "to", "cseq", "record-route"].contains(kept) else { return nil }
      return WholeHeader(names: [HeaderName(kept)], isRequired: kept != "record-route")
    }
    guard name.hasPrefix("last_"), name.hasSuffix(":") else { return nil }
    let header = HeaderName(String(name.dropFirst("last_".count).dropLast()))
    return WholeHeader(names: [header], isRequired: header != .recordRoute)
  }

  /// Whether `line` has all texts in their order, and anything where a variable stands.
  func matches(_ line: ArraySlice<UInt8>) -> Bool {
    Self.match(parts[...], line)
  }

  private static func match(_ parts: ArraySlice<Part>, _ line: ArraySlice<UInt8>) -> Bool {
    guard let first = parts.first else { return line.isEmpty }
    let others = parts.dropFirst()
    switch first {
    case .text(let text): return line.starts(with: text) && match(others, line.dropFirst(text.count))
    case .variable(let name):
      // A tag that nobody has given yet may be empty, and what the peer wrote in the other form of a header.
      let shortest = name == "peer_tag_param" || name.hasPrefix("$") ? 0 : 1
      guard line.count >= shortest else { return false }
      return (shortest...line.count).contains { match(others, line.dropFirst($0)) }
    }
  }

  var description: String {
    parts.map { part in
      switch part {
      case .text(let bytes): bytes[...].shown
      case .variable(let name): "[\(name)]"
      }
    }
    .joined()
  }
}

extension ArraySlice<UInt8> {
  /// As a person reads it, without the CR of a line end.
  var shown: String { String(decoding: last == .carriageReturn ? dropLast() : self, as: UTF8.self) }
}
