import Wire

/// Looks for what is wrong in a message that could be taken apart all the same.
///
/// It checks what RFC 3261 demands of every message and RFC 4475 tries out; it knows nothing of calls.
struct Review {
  let bytes: [UInt8]
  let startLine: StartLine
  let headers: [Header]
  private(set) var remarks: [Remark] = []
  private var seen: Fields = []

  init(_ bytes: [UInt8], _ startLine: StartLine, _ headers: [Header]) {
    self.bytes = bytes
    self.startLine = startLine
    self.headers = headers
  }

  /// Looks at all there is.
  ///
  /// - Parameter isWhole: whether the headers are all there, so that one that isn't is missing.
  mutating func run(isWhole: Bool) {
    switch startLine {
    case .request(let method, let uri, let version): checkRequestLine(method, uri, version)
    case .status(let version, let code, _): checkStatusLine(version, code)
    }
    for header in headers { check(header) }
    if isWhole { checkMissing() }
  }

  mutating func add(_ code: Remark.Code, _ text: String, at offset: Int) {
    remarks.append(Remark(code, text, at: offset))
  }

  private mutating func check(_ header: Header) {
    switch header.canonical {
    case .via:
      seen.insert(.via)
      checkVias(header)
    case .from:
      note(.from, header)
      checkAddress(header.value)
    case .to:
      note(.to, header)
      checkAddress(header.value)
    case .callID: note(.callID, header)
    case .cseq:
      note(.cseq, header)
      checkCSeq(header)
    case .maxForwards:
      note(.maxForwards, header)
      checkNumber(header, atMost: 255)
    case .contentType: note(.contentType, header)
    case .contact, .route, .recordRoute: checkAddresses(header)
    case .expires, .minExpires, .retryAfter, .sessionExpires, .minSE: checkNumber(header, atMost: UInt64(UInt32.max))
    case .warning: checkWarning(header)
    case .date: checkDate(header)
    default: break
    }
  }
}

extension Review {
  /// The headers that must be there, or may be there only once (RFC 3261 sections 8.1.1 and 20, table 2).
  private struct Fields: OptionSet {
    let rawValue: UInt8
    static let via = Fields(rawValue: 1 << 0)
    static let from = Fields(rawValue: 1 << 1)
    static let to = Fields(rawValue: 1 << 2)
    static let callID = Fields(rawValue: 1 << 3)
    static let cseq = Fields(rawValue: 1 << 4)
    static let maxForwards = Fields(rawValue: 1 << 5)
    static let contentType = Fields(rawValue: 1 << 6)
  }

  /// Notes that a header which may be there once is there.
  private mutating func note(_ field: Fields, _ header: Header) {
    if !seen.insert(field).inserted {
      add(.repeatedHeader, "a message holds one \(header.canonical) only", at: header.line.lowerBound)
    }
  }

  private mutating func checkMissing() {
    let mandatory: [(Fields, String)] = [
      (.via, "Via"), (.from, "From"), (.to, "To"), (.callID, "Call-ID"), (.cseq, "CSeq"),
    ]
    for (field, name) in mandatory where !seen.contains(field) {
      add(.missingHeader, "the message has no \(name)", at: 0)
    }
  }
}

extension Review {
  private mutating func checkRequestLine(_ method: ByteRange, _ uri: ByteRange, _ version: ByteRange) {
    checkVersion(version)
    let isTight = method.upperBound + 1 == uri.lowerBound && uri.upperBound + 1 == version.lowerBound
    let hasTail = version.upperBound < bytes.count && bytes[version.upperBound].isBlank
    if !isTight || hasTail {
      add(.startLineBlanks, "the parts of the request line are not separated by single blanks", at: method.upperBound)
    }
    if bytes[uri.lowerBound] == .less {
      add(.requestURI, "the request URI stands in angle brackets", at: uri.lowerBound)
      return
    }
    if bytes[uri].contains(where: { $0.isBlank }) {
      add(.requestURI, "the request URI holds a blank", at: uri.lowerBound)
    }
    let parsed = URI.parse(bytes, in: uri)
    if parsed.headers != nil {
      add(.requestURI, "the request URI holds headers", at: uri.lowerBound)
    }
    if !parsed.isUsable(in: bytes) {
      add(.requestURI, "the request URI has no scheme or no host: '\(bytes.excerpt(uri))'", at: uri.lowerBound)
    }
  }

  private mutating func checkStatusLine(_ version: ByteRange, _ code: ByteRange) {
    checkVersion(version)
    if version.upperBound + 1 != code.lowerBound {
      add(.startLineBlanks, "the parts of the status line are not separated by single blanks", at: version.upperBound)
    }
    if code.count != 3 || !(100...699).contains(bytes.decimal(code) ?? 0) {
      add(.statusCode, "'\(bytes.excerpt(code))' is no status code", at: code.lowerBound)
    }
  }

  private mutating func checkVersion(_ version: ByteRange) {
    if !bytes.equals(version, ignoringCase: "sip/2.0") {
      add(.version, "the version is \(bytes.excerpt(version)), not SIP/2.0", at: version.lowerBound)
    }
  }
}
