package import SIP

/// The name of a slot: a part of a message that a rule can speak of, such as `from.tag`, `via[1].hostport`,
/// `sdp.audio.port` or `header.X-Lab-Trace`.
///
/// The grammar is `part[occurrence].detail`. Without an occurrence every one of its kind is meant.
package struct SlotPath: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case requestLine, requestURI, statusLine
    case header(HeaderName)
    case origin, connection
    /// An m= line of this kind and what belongs to it; nil for any kind.
    case media(String?)
    case attribute(String)
    /// The SDP lines of this type.
    case line(UInt8)
    /// The body of this type; nil for all of it, whatever it is.
    case body(String?)
  }

  package enum Detail: Hashable, Sendable {
    /// The value of a header, or of an SDP line.
    case value
    case display, uri, scheme, user, password, host, port, hostport
    /// What stands behind the `?` of a URI, and one of its headers.
    case uriHeaders
    case uriHeader(String)
    case tag
    case proto, transport, branch
    /// A parameter of the header or of the URI in it.
    case parameter(String)
    /// A parameter of the URI.
    case uriParameter(String)
    /// What stands in front of the parameters.
    case main
    case number, method
    case response
    case version, code, reason
    case netType, address, addressType
    case id
    case kind, formats
    /// An m= line with all that belongs to it.
    case section
    case attribute(String)
    case line(UInt8)
  }

  package let name: String
  package let part: Part
  /// Which one, counted from 1, or from the last by -1; nil for all of them.
  package let occurrence: Int?
  package let detail: Detail

  /// How much the name pins down: part, occurrence and detail count one each.
  package var specificity: Int { 1 + (occurrence == nil ? 0 : 1) + (detail == .value ? 0 : 1) }

  /// Whether the slot is a parameter, which `param` replaces together with its semicolon.
  package var isParameter: Bool {
    switch detail {
    case .tag, .branch, .parameter, .uriParameter: true
    default: false
    }
  }

  /// Whether the slot is all of a header or of an SDP line, which `line` and `drop` act on.
  package var isLine: Bool {
    switch (part, detail) {
    case (.requestLine, _), (.requestURI, _), (.statusLine, _), (.body, _): false
    case (_, .value), (_, .attribute), (_, .line): true
    default: false
    }
  }

  /// Whether it is all of a header, which `rename` can give another name.
  package var isHeader: Bool {
    if case .header = part { detail == .value } else { false }
  }

  /// Whether a message without it is still one.
  package var isDroppable: Bool {
    switch (part, detail) {
    case (.body, _), (_, .section), (_, .uriHeaders), (_, .uriHeader), (_, .password): true
    default: isLine || isParameter
    }
  }

  /// Whether every place of `other` is one of this slot, or lies inside one when whole lines are meant.
  func covers(_ other: SlotPath, wholeLines: Bool) -> Bool {
    guard part == other.part, occurrence == nil || occurrence == other.occurrence else { return false }
    return detail == other.detail || wholeLines && isLine && detail == .value
  }
}

extension SlotPath {
  /// The slot that `name` means.
  ///
  /// - Returns: the slot, or what is wrong with the name.
  package static func parse(_ name: String) -> Result<SlotPath, Misnomer> {
    var text = name
    var occurrence: Int?
    if let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") {
      guard let number = Int(text[text.index(after: open)..<close]), number > 0 || number == -1 else {
        return .failure(Misnomer("the number in brackets counts from 1, -1 is the last: '\(name)'"))
      }
      occurrence = number
      text.removeSubrange(open...close)
    }
    guard let (part, rest) = SlotTable.part(of: text) else {
      return .failure(Misnomer("unknown slot '\(text)'", candidates: SlotTable.known))
    }
    guard let detail = SlotTable.details(of: part).detail(rest) else {
      return .failure(Misnomer("unknown slot '\(text)'", candidates: SlotTable.candidates(for: part, named: text)))
    }
    return .success(SlotPath(name: name, part: part, occurrence: occurrence, detail: detail))
  }
}
