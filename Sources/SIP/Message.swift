package import Wire

/// A SIP message: its bytes, and where its parts stand in them (RFC 3261 section 7).
///
/// Nothing is copied and nothing is changed: whatever the parser doesn't understand is still in `bytes`, and what is
/// not as the RFC wants it is told in `remarks`.
package struct Message: Sendable {
  /// The message as it was captured; all ranges count from its first byte.
  package let bytes: [UInt8]
  package let startLine: StartLine
  /// The header fields in the order of the wire.
  package let headers: [Header]
  /// The body, as long as Content-Length says; all that follows the headers when it says nothing usable.
  package let body: ByteRange
  /// What the parser tolerated on its way through the message.
  private let tolerated: [Remark]
  /// Whether the headers are all there.
  private let isWhole: Bool

  /// Parses a message; nil only when its first line is neither a request line nor a status line.
  ///
  /// Line ends in front of the message are skipped (RFC 3261 section 7.5), lines may end with a bare LF, and a message
  /// that was cut off in its headers or in its body gives what is there.
  ///
  /// - Parameter bytes: the payload of a datagram, or what a `StreamFramer` cut out of a stream.
  package init?(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count, bytes[start] == .carriageReturn || bytes[start] == .lineFeed { start += 1 }
    let line = bytes.line(at: start, to: bytes.count)
    guard let startLine = StartLine(bytes.span, in: line.content) else { return nil }
    let section = HeaderSection(bytes, from: line.next, to: bytes.count)
    var remarks: [Remark] = []
    if line.end == .lineFeed {
      remarks.append(Remark(.bareLineFeed, "the start line ends with LF instead of CRLF", at: line.content.upperBound))
    }
    remarks += section.remarks
    if !section.isTerminated {
      remarks.append(Remark(.headersCutOff, "the message ends before the line that ends its headers", at: bytes.count))
    }

    self.bytes = bytes
    self.startLine = startLine
    headers = section.headers
    body = Self.body(of: bytes, behind: section, &remarks)
    tolerated = remarks
    isWhole = section.isTerminated
  }

  /// What is not as the RFC wants it: what the parser tolerated, then what a review of the headers finds.
  ///
  /// The review is done when it is asked for: most messages of a capture are only counted.
  package var remarks: [Remark] {
    var review = Review(bytes, startLine, headers)
    review.run(isWhole: isWhole)
    return tolerated + review.remarks
  }

  private static func body(of bytes: [UInt8], behind section: HeaderSection, _ remarks: inout [Remark]) -> ByteRange {
    let rest = section.end..<bytes.count
    switch ContentLength(bytes, section.headers) {
    case .missing:
      return rest
    case .unusable(let text, let offset):
      remarks.append(Remark(.contentLength, text, at: offset))
      return rest
    case .length(let length, let offset):
      if length > rest.count {
        // A message that ends within its headers has been remarked already.
        if section.isTerminated {
          let text = "Content-Length says \(length), but only \(rest.count) bytes follow the headers"
          remarks.append(Remark(.bodyCutOff, text, at: offset))
        }
        return rest
      }
      let end = rest.lowerBound + length
      if end < rest.upperBound {
        let text = "\(rest.upperBound - end) bytes follow the body of \(length) bytes that Content-Length says"
        remarks.append(Remark(.bytesAfterBody, text, at: end))
      }
      return rest.lowerBound..<end
    }
  }
}

extension Message {
  package var isRequest: Bool {
    if case .request = startLine { true } else { false }
  }

  /// The method of a request, such as `INVITE`; nil for a response.
  package var method: String? {
    if case .request(let method, _, _) = startLine { bytes.text(method) } else { nil }
  }

  /// The request URI; nil for a response.
  package var requestURI: URI? {
    if case .request(_, let uri, _) = startLine { URI.parse(bytes, in: uri) } else { nil }
  }

  /// The code of a response, such as 180; nil for a request, and when it has not three digits.
  package var status: Int? {
    guard case .status(_, let code, _) = startLine, code.count == 3 else { return nil }
    return bytes.decimal(code).flatMap { Int(exactly: $0) }
  }

  /// Whether it is a 2xx response.
  package var isSuccess: Bool { (200..<300).contains(status ?? 0) }

  /// The bytes in `range` as text; bytes that are not UTF-8 become U+FFFD.
  package func text(_ range: ByteRange) -> String {
    bytes.text(range)
  }
}
