import Wire

/// The header fields of a message or of a part of its body, split into lines (RFC 3261 section 7.3.1).
struct HeaderSection {
  private(set) var headers: [Header] = []
  private(set) var remarks: [Remark] = []
  /// The first byte behind the empty line; the limit when there is no empty line.
  private(set) var end: Int
  /// Whether the empty line is there.
  private(set) var isTerminated = false

  /// Splits `bytes` from `start` to the empty line, or to `limit`.
  init(_ bytes: [UInt8], from start: Int, to limit: Int) {
    end = limit
    headers.reserveCapacity(24)
    var position = start
    var saidBareLineFeed = false
    while position < limit {
      let first = bytes.line(at: position, to: limit)
      if first.end == .lineFeed, !saidBareLineFeed {
        saidBareLineFeed = true
        remarks.append(Remark(.bareLineFeed, "a line ends with LF instead of CRLF", at: first.content.upperBound))
      }
      if first.content.isEmpty, first.end != .missing {
        end = first.next
        isTerminated = true
        return
      }
      var last = first
      while last.next < limit, bytes[last.next] == .space || bytes[last.next] == .tab {
        last = bytes.line(at: last.next, to: limit)
      }
      append(bytes, line: position..<last.next, contentEnd: last.content.upperBound)
      position = last.next
    }
  }

  private mutating func append(_ bytes: [UInt8], line: ByteRange, contentEnd: Int) {
    let content = line.lowerBound..<contentEnd
    guard let colon = bytes.offset(of: .colon, in: content) else {
      remarks.append(Remark(.headerWithoutColon, "a header line has no colon", at: line.lowerBound))
      let name = line.lowerBound..<line.lowerBound
      headers.append(Header(line: line, name: name, value: bytes.trimmed(content), canonical: ""))
      return
    }
    let name = bytes.trimmed(line.lowerBound..<colon)
    if !bytes.isToken(name) {
      let text = "a header name is not a token: '\(bytes.excerpt(name))'"
      remarks.append(Remark(.headerName, text, at: line.lowerBound))
    }
    let value = bytes.trimmed(colon + 1..<contentEnd)
    headers.append(Header(line: line, name: name, value: value, canonical: HeaderName(bytes, in: name)))
  }
}
