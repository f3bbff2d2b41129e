package import Wire

/// What one look over the bytes of a message tells: enough to count a call that nobody wants in full.
///
/// It says the same as `Message` about everything that both know, and neither copies nor keeps a byte: all ranges are
/// of the span it was made from.
package struct MessageOutline: BitwiseCopyable, Sendable {
  package let isRequest: Bool
  /// The method of a request, the code of a response.
  private let opening: ShortRange
  private var firstCallID: ShortRange?
  private var hasVia = false
  private var cseq: ShortRange?
  private var from: ShortRange?
  private var to: ShortRange?
  private var contentType: ShortRange?
  private var length = BodyLength.missing
  private var bodyPlace: ShortRange

  private enum BodyLength: BitwiseCopyable, Sendable {
    case missing, unusable
    case bytes(UInt32)
  }

  /// Looks over a message; nil when `Message` would not take it either, and when it has 4 GiB.
  package init?(_ bytes: Span<UInt8>) {
    guard bytes.count <= UInt32.max else { return nil }
    var start = 0
    while start < bytes.count, bytes[start] == .carriageReturn || bytes[start] == .lineFeed { start += 1 }
    let first = bytes.line(at: start, to: bytes.count)
    switch StartLine(bytes, in: first.content) {
    case .request(let method, _, _): (isRequest, opening) = (true, ShortRange(method))
    case .status(_, let code, _): (isRequest, opening) = (false, ShortRange(code))
    case nil: return nil
    }
    bodyPlace = ShortRange(bytes.count..<bytes.count)
    var position = first.next
    var mayHaveBody = true
    while position < bytes.count {
      if mayHaveBody, knowsAllButBody {
        // What is left tells of the body alone, and most messages have none.
        guard let end = bytes.endOfEmptyLine(from: position), end < bytes.count else { break }
        mayHaveBody = false
      }
      var line = bytes.line(at: position, to: bytes.count)
      if line.content.isEmpty, line.end != .missing {
        bodyPlace = ShortRange(line.next..<bytes.count)
        break
      }
      while line.next < bytes.count, bytes[line.next].isBlank { line = bytes.line(at: line.next, to: bytes.count) }
      note(bytes, position..<line.content.upperBound)
      position = line.next
    }
    let body = body
    if case .bytes(let count) = length, count < body.count {
      bodyPlace = ShortRange(body.lowerBound..<body.lowerBound + Int(count))
    }
  }

  /// Whether all is known but what the body is.
  private var knowsAllButBody: Bool {
    hasVia && firstCallID != nil && cseq != nil && from != nil && to != nil
  }

  /// Takes a header field, folds included, when it is one of those that count.
  @inline(__always)
  private mutating func note(_ bytes: Span<UInt8>, _ content: ByteRange) {
    guard let (header, start) = HeldHeader.find(bytes, in: content, beyondVia: hasVia) else { return }
    // Whoever reads one passes over the blanks around it; most are never read.
    let value = ShortRange(start..<content.upperBound)
    switch header {
    case .via: hasVia = true
    case .callID: firstCallID = firstCallID ?? ShortRange(bytes.trimmed(value.range))
    case .cseq: cseq = cseq ?? value
    case .from: from = from ?? value
    case .to: to = to ?? value
    case .contentType: contentType = contentType ?? value
    case .contentLength: noteLength(bytes.decimal(bytes.trimmed(value.range)))
    }
  }

  /// The fields must agree (see `ContentLength`); what is longer than any message is as good as the longest.
  private mutating func noteLength(_ number: UInt64?) {
    let number = number.flatMap { Int(exactly: $0) }.map { UInt32(clamping: $0) }
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

  /// The header in a line, and where its value begins; nil when it is another one.
  ///
  /// What a line begins with rules most of them out, and of those that are left the colon stands right behind nearly
  /// every name.
  ///
  /// - Parameter beyondVia: whether nobody asks for a Via any more.
  @inline(__always)
  static func find(_ bytes: Span<UInt8>, in line: ByteRange, beyondVia: Bool) -> (HeldHeader, Int)? {
    let start = line.lowerBound
    switch bytes[start].lowercasedASCII {
    case UInt8(ascii: "v"):
      if beyondVia { return nil }
      if bytes.begins(at: start, ignoringCase: "via:") { return (.via, start + 4) }
    case UInt8(ascii: "f"):
      if bytes.begins(at: start, ignoringCase: "from:") { return (.from, start + 5) }
    case UInt8(ascii: "t"):
      if bytes.begins(at: start, ignoringCase: "to:") { return (.to, start + 3) }
    case UInt8(ascii: "c"):
      if bytes.begins(at: start, ignoringCase: "call-id:") { return (.callID, start + 8) }
      if bytes.begins(at: start, ignoringCase: "cseq:") { return (.cseq, start + 5) }
      if bytes.begins(at: start, ignoringCase: "contact:") { return nil }
      if bytes.begins(at: start, ignoringCase: "content-") {
        if bytes.begins(at: start + 8, ignoringCase: "length:") { return (.contentLength, start + 15) }
        if bytes.begins(at: start + 8, ignoringCase: "type:") { return (.contentType, start + 13) }
      }
    // Only a fold behind the start line begins with a blank.
    case UInt8(ascii: "i"), UInt8(ascii: "l"), .space, .tab, .carriageReturn: break
    default: return nil
    }
    return findSpelt(bytes, in: line)
  }

  /// The same, however it is spelt.
  private static func findSpelt(_ bytes: Span<UInt8>, in line: ByteRange) -> (HeldHeader, Int)? {
    guard let colon = bytes.nearOffset(of: .colon, in: line) else { return nil }
    let name = bytes.trimmed(line.lowerBound..<colon)
    return HeldHeader(bytes, name).map { ($0, colon + 1) }
  }

  private init?(_ bytes: Span<UInt8>, _ name: ByteRange) {
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
  /// The value of the first Call-ID; empty when there is none.
  package var callID: ByteRange { firstCallID?.range ?? 0..<0 }

  /// The body, as long as Content-Length says; all that follows the headers when it says nothing usable.
  package var body: ByteRange { bodyPlace.range }

  /// Where the values of From and To stand; empty when they are missing.
  package var addresses: (from: ByteRange, to: ByteRange) { (from?.range ?? 0..<0, to?.range ?? 0..<0) }

  /// Which of the headers are missing.
  package var missingHeaders: MissingHeaders {
    var missing = MissingHeaders()
    if !hasVia { missing.insert(.via) }
    if callID.isEmpty { missing.insert(.callID) }
    if cseq == nil { missing.insert(.cseq) }
    return missing
  }

  /// The code of a response, such as 180; nil for a request, and when it has not three digits.
  package func status(in bytes: Span<UInt8>) -> Int? {
    guard !isRequest, opening.range.count == 3 else { return nil }
    return bytes.decimal(opening.range).flatMap { Int(exactly: $0) }
  }

  /// The method of the transaction: a request's own, a response's from its CSeq; empty when that can't be read.
  package func transactionMethod(in bytes: Span<UInt8>) -> TransactionMethod {
    if isRequest { return TransactionMethod(bytes, in: opening.range) }
    let method = cseq.flatMap { CSeq.parse(bytes, in: $0.range) }?.method
    return TransactionMethod(bytes, in: method ?? 0..<0)
  }

  /// What the body is, as far as a look at Content-Type tells.
  package func bodyKind(in bytes: Span<UInt8>) -> BodyKind {
    guard !body.isEmpty, let contentType = contentType?.range else { return .other }
    if bytes.isSDP(contentType) { return .sessionDescription }
    let end = bytes.nearOffset(of: .semicolon, in: contentType) ?? contentType.upperBound
    guard let slash = bytes.nearOffset(of: .slash, in: contentType.lowerBound..<end) else { return .other }
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

extension Span where Element == UInt8 {
  /// Whether `range` is the type of a session description as nearly all spell it, without a parameter.
  @inline(__always)
  fileprivate func isSDP(_ range: ByteRange) -> Bool {
    var start = range.lowerBound
    if start < range.upperBound, self[start] == .space { start += 1 }
    return range.upperBound - start == 15 && begins(at: start, ignoringCase: "applicat")
      && begins(at: start + 8, ignoringCase: "ion/sdp")
  }
}
