import SIP
import Wire

/// A piece of text that names somebody or something.
struct Atom {
  let range: ByteRange
  let kind: DisguiseKind
}

/// Tells by its form alone what names somebody: users and hosts of URIs, addresses, numbers, dotted names, display
/// names in front of an address.
struct Recognition {
  private let bytes: [UInt8]
  private let kinds: Set<DisguiseKind>

  /// - Parameter kinds: what is looked for.
  init(_ bytes: [UInt8], kinds: Set<DisguiseKind>) {
    self.bytes = bytes
    self.kinds = kinds
  }

  /// Fewer digits are no number by themselves: they count something.
  private static let shortestNumber = 7
  /// The schemes whose URIs name somebody, or a host.
  private static let schemes: Set<String> = [
    "sip", "sips", "tel", "mailto", "im", "pres", "xmpp", "http", "https", "ws", "wss", "ftp", "ldap", "rtsp", "msrp",
    "msrps", "cid", "turn", "turns", "stun", "stuns",
  ]

  /// Everything in `area` that has a form of `kinds`, in order; where the protocol gives words a meaning only addresses.
  func atoms(in area: TextArea) -> [Atom] {
    if area.isName { return kinds.contains(.name) ? named(area.range) : [] }
    var atoms: [Atom] = []
    var position = area.range.lowerBound
    while position < area.range.upperBound {
      let found = self.atoms(at: position, in: area)
      atoms += found.atoms.filter { kinds.contains($0.kind) && !$0.range.isEmpty }
      position = max(position + 1, found.end)
    }
    return atoms
  }

  private func named(_ range: ByteRange) -> [Atom] {
    let text = bytes.trimmed(range)
    return bytes[text].contains { $0.isLetter || $0.isDigit || $0 >= 0x80 } ? [Atom(range: text, kind: .name)] : []
  }

  private typealias Finding = (atoms: [Atom], end: Int)

  private func atoms(at position: Int, in area: TextArea) -> Finding {
    let range = area.range
    let byte = bytes[position]
    if byte == .less, !area.isStructural, scheme(at: position + 1, in: range) != nil {
      return (display(before: position, in: range), position + 1)
    }
    if byte == .openBracket,
      let close = bytes[position..<min(range.upperBound, position + 48)].firstIndex(of: .closeBracket),
      IPAddress(bytes[position + 1..<close]) != nil
    {
      return ([Atom(range: position + 1..<close, kind: .address)], close + 1)
    }
    guard byte.continuesToken || byte == .colon, bytes.isBoundary(before: position, in: range) else {
      return ([], position + 1)
    }
    if !area.isStructural, let colon = scheme(at: position, in: range) {
      return uri(position, colon: colon, in: range)
    }
    return hardware(at: position, in: range) ?? address(at: position, in: range)
      ?? (area.isStructural ? nil : word(at: position, in: range)) ?? ([], bytes.run(at: position, in: range))
  }

  /// The colon behind a scheme that begins here.
  private func scheme(at position: Int, in range: ByteRange) -> Int? {
    guard position < range.upperBound else { return nil }
    let end = position + bytes[position..<min(range.upperBound, position + 8)].prefix { $0.isLetter }.count
    guard end < range.upperBound, end > position, bytes[end] == .colon,
      Self.schemes.contains(bytes.text(position..<end).lowercased())
    else { return nil }
    return end
  }

  private func uri(_ start: Int, colon: Int, in range: ByteRange) -> Finding {
    let stops: Set<UInt8> = [.space, .tab, .carriageReturn, .lineFeed, .less, .greater, .quote, .comma, 0x27]
    let end = bytes[colon..<range.upperBound].firstIndex { stops.contains($0) } ?? range.upperBound
    let uri = URI.parse(bytes, in: start..<end)
    if uri.user != nil || uri.host != nil {
      var atoms: [Atom] = []
      if let user = uri.user { atoms += Atom.all(in: bytes, user, .number) }
      if let password = uri.password { atoms.append(Atom(range: password, kind: .token)) }
      if let host = uri.host { atoms += Atom.all(in: bytes, host, .host) }
      return (atoms, (uri.host ?? uri.user)?.upperBound ?? end)
    }
    // `mailto:user@host`, `http://host/`
    var rest = colon + 1..<end
    if bytes[rest].starts(with: [.slash, .slash]) { rest = colon + 3..<end }
    var atoms: [Atom] = []
    if let at = bytes.offset(of: .at, in: rest) {
      atoms += Atom.all(in: bytes, rest.lowerBound..<at, .number)
      rest = at + 1..<end
    }
    let host = rest.lowerBound..<bytes.run(at: rest.lowerBound, in: rest)
    if !host.isEmpty { atoms += Atom.all(in: bytes, host, .host) }
    return (atoms, max(host.upperBound, colon + 1))
  }

  /// The name in front of `<`: quoted, or words.
  private func display(before open: Int, in range: ByteRange) -> [Atom] {
    let before = bytes.trimmed(range.lowerBound..<open)
    guard let last = bytes[before].last else { return [] }
    if last == .quote {
      guard let start = bytes[before.lowerBound..<before.upperBound - 1].lastIndex(of: .quote) else { return [] }
      return named(start + 1..<before.upperBound - 1)
    }
    let stops: Set<UInt8> = [.comma, .semicolon, .equals, .greater, .quote, .lineFeed, .colon]
    let start = bytes[before].lastIndex { stops.contains($0) }.map { $0 + 1 } ?? before.lowerBound
    return named(start..<before.upperBound)
  }

  private func hardware(at position: Int, in range: ByteRange) -> Finding? {
    for (length, separator) in [(17, UInt8.colon), (17, UInt8(ascii: "-")), (12, nil as UInt8?)] {
      let end = position + length
      guard end <= range.upperBound, bytes.isBoundary(after: end, in: range) else { continue }
      if end < range.upperBound, bytes[end] == .colon, separator == .colon { continue }
      let fits = bytes[position..<end].enumerated().allSatisfy { offset, byte in
        if let separator, offset % 3 == 2 { return byte == separator }
        return byte.hexValue != nil
      }
      // Twelve decimal digits are a number.
      if fits, separator != nil || bytes[position..<end].contains(where: \.isLetter) {
        return ([Atom(range: position..<end, kind: .hardware)], end)
      }
    }
    return nil
  }

  private func address(at position: Int, in range: ByteRange) -> Finding? {
    if bytes[position].isDigit {
      var end = position + bytes[position..<range.upperBound].prefix { $0.isDigit || $0 == .dot }.count
      if bytes[end - 1] == .dot { end -= 1 }
      if bytes.isBoundary(after: end, in: range), IPAddress(bytes[position..<end]) != nil {
        return ([Atom(range: position..<end, kind: .address)], end)
      }
    }
    let limit = min(range.upperBound, position + 46)
    let end = position + bytes[position..<limit].prefix { $0.hexValue != nil || $0 == .colon || $0 == .dot }.count
    guard bytes[position..<end].count(where: { $0 == .colon }) >= 2, bytes.isBoundary(after: end, in: range),
      IPAddress(bytes[position..<end]) != nil
    else { return nil }
    return ([Atom(range: position..<end, kind: .address)], end)
  }

  /// A number, a dotted name, or `user@host`.
  private func word(at position: Int, in range: ByteRange) -> Finding? {
    var end = bytes.run(at: position, in: range)
    guard end > position else { return nil }
    if end < range.upperBound, bytes[end] == .at {
      let host = end + 1..<bytes.run(at: end + 1, in: range)
      if !host.isEmpty {
        return (Atom.all(in: bytes, position..<end, .number) + Atom.all(in: bytes, host, .host), host.upperBound)
      }
    }
    if bytes[end - 1] == .dot { end -= 1 }
    let text = position..<end
    if text.count >= Self.shortestNumber, bytes[text].allSatisfy(\.isDigit) {
      return ([Atom(range: text, kind: .number)], end)
    }
    guard isDottedName(text), position == range.lowerBound || bytes[position - 1] != UInt8(ascii: "+") else {
      return nil
    }
    return ([Atom(range: text, kind: .host)], end)
  }

  /// Two labels or more, the last of them letters: `pbx.example.com`, not `3.6.1`.
  private func isDottedName(_ range: ByteRange) -> Bool {
    let labels = bytes[range].split(separator: .dot, omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last, last.count > 1 else {
      return false
    }
    return last.allSatisfy(\.isLetter)
  }
}

extension Atom {
  /// What of a slot, or of a part of a URI, is an identity: quotes, the `+` of a number and parameters of a user are
  /// not, and a token with an `@` ends with a host.
  static func all(in bytes: [UInt8], _ range: ByteRange, _ kind: DisguiseKind) -> [Atom] {
    var core = bytes.trimmed(range)
    if core.count >= 2, bytes[core.lowerBound] == .quote, bytes[core.upperBound - 1] == .quote {
      core = core.lowerBound + 1..<core.upperBound - 1
    }
    switch kind {
    case .number:
      if let semicolon = bytes.offset(of: .semicolon, in: core) { core = core.lowerBound..<semicolon }
      if bytes[core].first == UInt8(ascii: "+") { core = core.lowerBound + 1..<core.upperBound }
      if bytes[core].starts(with: Array("%2B".utf8)) { core = core.lowerBound + 3..<core.upperBound }
    case .host:
      if bytes[core].first == .openBracket {
        core = core.lowerBound + 1..<max(core.lowerBound + 1, core.upperBound - 1)
      }
      if IPAddress(bytes[core]) != nil { return [Atom(range: core, kind: .address)] }
    case .token:
      guard let at = bytes[core].lastIndex(of: .at) else { break }
      return [Atom(range: core.lowerBound..<at, kind: .token)].filter { !$0.range.isEmpty }
        + all(in: bytes, at + 1..<core.upperBound, .host)
    default: break
    }
    return core.isEmpty ? [] : [Atom(range: core, kind: kind)]
  }
}
