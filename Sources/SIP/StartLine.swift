package import Wire

/// The first line of a message (RFC 3261 sections 7.1 and 7.2).
package enum StartLine: Sendable {
  /// `INVITE sip:bob@example.com SIP/2.0`
  case request(method: ByteRange, uri: ByteRange, version: ByteRange)
  /// `SIP/2.0 180 Ringing`; the reason may be empty.
  case status(version: ByteRange, code: ByteRange, reason: ByteRange)

  /// Reads the line in `line` (its end not included); nil when it is neither kind of start line.
  init?(_ bytes: Span<UInt8>, in line: ByteRange) {
    // As nearly all are.
    if line.count >= 8, bytes.begins(at: line.lowerBound, with: "SIP/2.0 ") {
      self.init(status: bytes, in: line, version: line.lowerBound..<line.lowerBound + 7)
      return
    }
    guard let firstEnd = line.first(where: { bytes[$0].isBlank }) else { return nil }
    let first = line.lowerBound..<firstEnd
    if Self.isVersion(bytes, first) {
      self.init(status: bytes, in: line, version: first)
    } else {
      self.init(request: bytes, in: line, method: first)
    }
  }

  private init?(status bytes: Span<UInt8>, in line: ByteRange, version: ByteRange) {
    let start = bytes.skippingSpace(version.upperBound, to: line.upperBound)
    var end = start
    while end < line.upperBound, bytes[end].isDigit { end += 1 }
    guard end > start, end == line.upperBound || bytes[end].isBlank else { return nil }
    // One blank ends the code; further ones would belong to the reason.
    let reason = min(end + 1, line.upperBound)
    self = .status(version: version, code: start..<end, reason: reason..<line.upperBound)
  }

  private init?(request bytes: Span<UInt8>, in line: ByteRange, method: ByteRange) {
    guard bytes.isToken(method) else { return nil }
    let rest = bytes.trimmed(method.upperBound..<line.upperBound)
    guard let blank = bytes.lastBlank(in: rest) else { return nil }
    let version = blank + 1..<rest.upperBound
    let uri = bytes.trimmed(rest.lowerBound..<blank)
    guard Self.isVersion(bytes, version), !uri.isEmpty else { return nil }
    self = .request(method: method, uri: uri, version: version)
  }

  /// Whether `range` is `SIP/` and a version of the form `2.0`, the letters in any case (RFC 3261 section 7.1).
  private static func isVersion(_ bytes: Span<UInt8>, _ range: ByteRange) -> Bool {
    guard range.count >= 7, bytes.begins(at: range.lowerBound, ignoringCase: "sip/") else { return false }
    let number = range.lowerBound + 4..<range.upperBound
    // As it is nearly always.
    if range.count == 7, bytes.begins(at: number.lowerBound, ignoringCase: "2.0") { return true }
    guard let dot = bytes.nearOffset(of: .dot, in: number), dot > number.lowerBound, dot + 1 < number.upperBound else {
      return false
    }
    return (number.lowerBound..<dot).allSatisfy { bytes[$0].isDigit }
      && (dot + 1..<number.upperBound).allSatisfy { bytes[$0].isDigit }
  }
}

extension Span where Element == UInt8 {
  /// The last blank or tab in `range`, where most often a version stands behind it.
  fileprivate func lastBlank(in range: ByteRange) -> Int? {
    let likely = range.upperBound - 8
    if likely >= range.lowerBound, begins(at: likely, with: " SIP/2.0") { return likely }
    return range.last { self[$0].isBlank }
  }
}

extension UInt8 {
  /// A blank or a tab.
  var isBlank: Bool { self == .space || self == .tab }
}
