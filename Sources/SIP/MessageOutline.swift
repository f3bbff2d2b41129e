package import Wire

/// What one look over the bytes of a message tells: enough to count a call that nobody wants in full.
///
/// It says the same as `Message` about everything that both know, and neither copies nor keeps a byte: all ranges are
/// of the span it was made from.
package struct MessageOutline: Sendable {
  package let startLine: StartLine
  /// The value of the first Call-ID; empty when there is none.
  package private(set) var callID = 0..<0
  private var hasVia = false
  private var cseq: ByteRange?
  private var from: ByteRange?
  private var to: ByteRange?
  private var contentType: ByteRange?
  private var length = BodyLength.missing
  /// The body, as long as Content-Length says; all that follows the headers when it says nothing usable.
  package private(set) var body: ByteRange

  private enum BodyLength: Sendable {
    case missing, unusable
    case bytes(Int)
  }

  /// Looks over a message; nil when `Message` would not take it either.
  package init?(_ bytes: Span<UInt8>) {
    var start = 0
    while start < bytes.count, bytes[start] == .carriageReturn || bytes[start] == .lineFeed { start += 1 }
    let first = bytes.line(at: start, to: bytes.count)
    guard let startLine = StartLine(bytes, in: first.content) else { return nil }
    self.startLine = startLine
    body = bytes.count..<bytes.count
    var position = first.next
    while position < bytes.count {
      var line = bytes.line(at: position, to: bytes.count)
      if line.content.isEmpty, line.end != .missing {
        body = line.next..<bytes.count
        break
      }
      while line.next < bytes.count, bytes[line.next].isBlank { line = bytes.line(at: line.next, to: bytes.count) }
      note(bytes, position..<line.content.upperBound)
      position = line.next
    }
    if case .bytes(let count) = length, count < body.count { body = body.lowerBound..<body.lowerBound + count }
  }

  /// Takes a header field, folds included, when it is one of those that count.
  private mutating func note(_ bytes: Span<UInt8>, _ content: ByteRange) {
    // What a line begins with rules most of them out; only a fold behind the start line begins with a blank.
    switch bytes[content.lowerBound].lowercasedASCII {
    case UInt8(ascii: "c"), UInt8(ascii: "f"), UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "t"), .space, .tab,
      .carriageReturn:
      break
    case UInt8(ascii: "v"): if hasVia { return }
    default: return
    }
    // Names are short: a call that looks for the colon would take longer than to come by it.
    var colon = content.lowerBound
    while colon < content.upperBound, bytes[colon] != .colon { colon += 1 }
    guard colon < content.upperBound else { return }
    let name = bytes.trimmed(content.lowerBound..<colon)
    let value = bytes.trimmed(colon + 1..<content.upperBound)
    switch HeldHeader(bytes, name) {
    case .via: hasVia = true
    case .callID: if !hasCallID { (callID, hasCallID) = (value, true) }
    case .cseq: cseq = cseq ?? value
    case .from: from = from ?? value
    case .to: to = to ?? value
    case .contentType: contentType = contentType ?? value
    case .contentLength: noteLength(bytes.decimal(value).flatMap { Int(exactly: $0) })
    case nil: break
    }
  }

  private var hasCallID = false

  /// The fields must agree (see `ContentLength`).
  private mutating func noteLength(_ number: Int?) {
    switch length {
    case .unusable: break
    case .missing: length = number.map { .bytes($0) } ?? .unusable
    case .bytes(let known): if known != number { length = .unusable }
    }
  }
}

/// The headers that an outline is made of, long or compact (RFC 3261 section 7.3.3).
private enum HeldHeader {
  case via, callID, cseq, from, to, contentType, contentLength

  init?(_ bytes: Span<UInt8>, _ name: ByteRange) {
    func isNamed(_ word: StaticString) -> Bool { bytes.equals(name, ignoringCase: word) }
    // Every second header is one that does not count: its length rules it out, before letters are compared.
    switch name.count {
    case 1:
      switch bytes[name.lowerBound].lowercasedASCII {
      case UInt8(ascii: "v"): self = .via
      case UInt8(ascii: "i"): self = .callID
      case UInt8(ascii: "f"): self = .from
      case UInt8(ascii: "t"): self = .to
      case UInt8(ascii: "c"): self = .contentType
      case UInt8(ascii: "l"): self = .contentLength
      default: return nil
      }
    case 2 where isNamed("to"): self = .to
    case 3 where isNamed("via"): self = .via
    case 4 where isNamed("cseq"): self = .cseq
    case 4 where isNamed("from"): self = .from
    case 7 where isNamed("call-id"): self = .callID
    case 12 where isNamed("content-type"): self = .contentType
    case 14 where isNamed("content-length"): self = .contentLength
    default: return nil
    }
  }
}

extension MessageOutline {
  package var isRequest: Bool {
    if case .request = startLine { true } else { false }
  }

  /// Which of the headers are missing, without which it is nothing that SIP sends (RFC 3261 sections 8.1.1, 8.2.6.2).
  ///
  /// From, To and Max-Forwards must be there as well, but a message without them can still be told to be part of a call.
  package var missingHeaders: [String] {
    if hasVia, !callID.isEmpty, cseq != nil { return [] }
    return [("Via", hasVia), ("Call-ID", !callID.isEmpty), ("CSeq", cseq != nil)].filter { !$0.1 }.map(\.0)
  }

  /// The code of a response, such as 180; nil for a request, and when it has not three digits.
  package func status(in bytes: Span<UInt8>) -> Int? {
    guard case .status(_, let code, _) = startLine, code.count == 3 else { return nil }
    return bytes.decimal(code).flatMap { Int(exactly: $0) }
  }

  /// The method of the transaction: a request's own, a response's from its CSeq; empty when that can't be read.
  package func transactionMethod(in bytes: Span<UInt8>) -> String {
    if case .request(let method, _, _) = startLine { return bytes.text(method) }
    return cseq.flatMap { CSeq.parse(bytes, in: $0) }.map { bytes.text($0.method) } ?? ""
  }

  /// The address in From; nil when it is missing or holds none.
  package func from(in bytes: Span<UInt8>) -> AddressOutline? {
    from.flatMap { AddressOutline(bytes, in: $0) }
  }

  /// The address in To; nil when it is missing or holds none.
  package func to(in bytes: Span<UInt8>) -> AddressOutline? {
    to.flatMap { AddressOutline(bytes, in: $0) }
  }

  /// What the body is, as far as a look at Content-Type tells.
  package func bodyKind(in bytes: Span<UInt8>) -> BodyKind {
    guard !body.isEmpty, let contentType else { return .other }
    let end = bytes.offset(of: .semicolon, in: contentType) ?? contentType.upperBound
    guard let slash = bytes.offset(of: .slash, in: contentType.lowerBound..<end) else { return .other }
    let type = bytes.trimmed(contentType.lowerBound..<slash)
    if bytes.equals(type, ignoringCase: "multipart") { return .multipart }
    let isSDP =
      bytes.equals(type, ignoringCase: "application")
      && bytes.equals(bytes.trimmed(slash + 1..<end), ignoringCase: "sdp")
    return isSDP ? .sessionDescription : .other
  }

  /// What a body may be, to whom only session descriptions matter.
  package enum BodyKind: Sendable {
    case sessionDescription, multipart, other
  }
}
