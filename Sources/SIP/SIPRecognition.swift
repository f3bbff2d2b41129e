import Wire

/// Tells SIP from everything else that travels in datagrams and streams, by its first line alone.
package enum SIPRecognition {
  /// Whether `payload` begins with a request line or a status line, line ends in front of it skipped.
  ///
  /// True for `token SP uri SP SIP/2.0` up to a line end or the end of what was captured, and for `SIP/2.0 SP 3DIGIT`.
  /// Methods need not be known; the letters of `SIP` may have any case (RFC 3261 section 7.1). Made to be asked for every
  /// datagram of a capture: RTP is told by its first byte.
  package static func looksLikeSIP(_ payload: Span<UInt8>) -> Bool {
    var start = 0
    while start < payload.count, payload[start] == .carriageReturn || payload[start] == .lineFeed { start += 1 }
    return isStart(payload, at: start)
  }

  /// Where SIP begins in `payload`, junk in front of it skipped; nil when it doesn't within the first bytes.
  ///
  /// Junk that runs into the method without a byte between them that a method can't hold is taken for the method.
  package static func startOffset(in payload: Span<UInt8>) -> Int? {
    var afterToken = false
    for offset in 0..<min(payload.count, longestJunk) {
      let isToken = payload[offset].isToken
      if isToken, !afterToken, isStart(payload, at: offset) { return offset }
      afterToken = isToken
    }
    return nil
  }

  /// More than this many bytes in front of a message are no accident.
  private static let longestJunk = 64

  private static func isStart(_ payload: Span<UInt8>, at start: Int) -> Bool {
    // `A b:c SIP/2.0` would be the shortest request line, `SIP/2.0 200` the shortest status line.
    guard payload.count - start >= 11, payload[start].isToken else { return false }
    if isVersion(payload, at: start) { return isStatusLine(payload, at: start) }
    var position = start
    while position < payload.count, payload[position].isToken { position += 1 }
    let methodEnd = position
    while position < payload.count, payload[position].isBlank { position += 1 }
    guard position > methodEnd, hasScheme(payload, at: position) else { return false }
    return endsWithVersion(payload, from: position)
  }

  private static func isStatusLine(_ payload: Span<UInt8>, at start: Int) -> Bool {
    var position = start + 7
    while position < payload.count, payload[position].isBlank { position += 1 }
    guard position > start + 7, payload.count - position >= 3 else { return false }
    return payload[position].isDigit && payload[position + 1].isDigit && payload[position + 2].isDigit
  }

  /// Whether a URI begins at `start`: a scheme and a colon, perhaps in angle brackets (RFC 4475 section 3.1.2.7).
  private static func hasScheme(_ payload: Span<UInt8>, at start: Int) -> Bool {
    var position = start
    if position < payload.count, payload[position] == .less { position += 1 }
    guard position < payload.count, payload[position].isLetter else { return false }
    while position < payload.count {
      let byte = payload[position]
      if byte == .colon { return true }
      guard byte.isLetter || byte.isDigit || byte == .dot || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      else { return false }
      position += 1
    }
    return false
  }

  /// Whether the rest of the line, blanks at its end not counted, ends with a blank and a version.
  private static func endsWithVersion(_ payload: Span<UInt8>, from start: Int) -> Bool {
    var end = lineEnd(payload, from: start)
    if end < payload.count, payload[end] != .carriageReturn, payload[end] != .lineFeed { return false }
    while end > start, payload[end - 1].isBlank { end -= 1 }
    return end - start > 8 && payload[end - 8].isBlank && isVersion(payload, at: end - 7)
  }

  /// The first control character that is no tab; the end of `payload` when there is none.
  private static func lineEnd(_ payload: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while let control = payload.controlOffset(in: position..<payload.count) {
      guard payload[control] == .tab else { return control }
      position = control + 1
    }
    return payload.count
  }

  /// Whether `SIP/` and a version of the form `2.0` stand at `start`.
  private static func isVersion(_ payload: Span<UInt8>, at start: Int) -> Bool {
    payload.count - start >= 7 && payload.begins(at: start, ignoringCase: "sip/")
      && payload[start + 4].isDigit && payload[start + 5] == .dot && payload[start + 6].isDigit
  }
}
