package import Wire

/// One line of a message.
struct Line {
  /// The line without its end.
  let content: ByteRange
  /// The first byte behind the line end.
  let next: Int
  /// How the line ends.
  let end: End

  enum End {
    case carriageReturnLineFeed, lineFeed, missing
  }
}

/// The lexical rules that the headers of SIP share (RFC 3261 section 25.1).
extension Span where Element == UInt8 {
  /// The line that begins at `start`, looked for in front of `limit`.
  @inline(__always)
  func line(at start: Int, to limit: Int) -> Line {
    guard let feed = nearOffset(of: .lineFeed, in: start..<limit) else {
      return Line(content: start..<limit, next: limit, end: .missing)
    }
    if feed > start, self[feed - 1] == .carriageReturn {
      return Line(content: start..<feed - 1, next: feed + 1, end: .carriageReturnLineFeed)
    }
    return Line(content: start..<feed, next: feed + 1, end: .lineFeed)
  }

  /// The first offset in `start..<limit` that holds no blank, tab or line end; `limit` when all do.
  func skippingSpace(_ start: Int, to limit: Int) -> Int {
    var position = start
    while position < limit, self[position].isLinearSpace { position += 1 }
    return position
  }

  /// The offset behind the quoted string that opens at `start`; nil when it is never closed.
  func endOfQuotedString(_ start: Int, to limit: Int) -> Int? {
    let (quote, backslash) = (UInt8.quote, UInt8.backslash)
    var position = start + 1
    while position < limit {
      let byte = self[position]
      if byte == quote { return position + 1 }
      position += byte == backslash ? 2 : 1
    }
    return nil
  }

  /// Goes through the parts of `range` between the separators until `body` is done; those inside quotes and angle
  /// brackets don't separate.
  ///
  /// A quote or bracket that is never closed is an ordinary byte.
  func forEachPiece(of range: ByteRange, separatedBy separator: UInt8, until isDone: (ByteRange) -> Bool) {
    var start = range.lowerBound
    var position = start
    let (quote, less) = (UInt8.quote, UInt8.less)
    // Once one is not closed, none behind it is: looking again for each would take quadratic time.
    var quotesClose = true
    var bracketsClose = true
    while position < range.upperBound {
      let byte = self[position]
      if byte == separator {
        if isDone(start..<position) { return }
        start = position + 1
      } else if byte == quote, quotesClose {
        if let end = endOfQuotedString(position, to: range.upperBound) {
          position = end
          continue
        }
        quotesClose = false
      } else if byte == less, bracketsClose {
        if let close = offset(of: .greater, in: position..<range.upperBound) {
          position = close + 1
          continue
        }
        bracketsClose = false
      }
      position += 1
    }
    _ = isDone(start..<range.upperBound)
  }

  /// Whether `range` is a `token`: at least one byte, and none that a token can't hold.
  func isToken(_ range: ByteRange) -> Bool {
    !range.isEmpty && range.allSatisfy { self[$0].isToken }
  }
}

extension Array where Element == UInt8 {
  /// The line that begins at `start`, looked for in front of `limit`.
  func line(at start: Int, to limit: Int) -> Line { span.line(at: start, to: limit) }

  /// The first offset in `start..<limit` that holds no blank, tab or line end; `limit` when all do.
  func skippingSpace(_ start: Int, to limit: Int) -> Int { span.skippingSpace(start, to: limit) }

  /// The offset behind the quoted string that opens at `start`; nil when it is never closed.
  func endOfQuotedString(_ start: Int, to limit: Int) -> Int? { span.endOfQuotedString(start, to: limit) }

  /// The parts of `range` between the separators; those inside quotes and angle brackets don't separate.
  func pieces(_ range: ByteRange, separatedBy separator: UInt8) -> [ByteRange] {
    var result: [ByteRange] = []
    span.forEachPiece(of: range, separatedBy: separator) { piece in
      result.append(piece)
      return false
    }
    return result
  }

  /// The decimal number that `range` spells; nil when it holds anything but digits, or more than 64 bits take.
  package func decimal(_ range: ByteRange) -> UInt64? { span.decimal(range) }

  /// `range` without the quotes around it; escapes inside stay as they are.
  package func unquoted(_ range: ByteRange) -> ByteRange {
    guard range.count >= 2, self[range.lowerBound] == .quote, self[range.upperBound - 1] == .quote else { return range }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  /// Whether `range` is a `token`: at least one byte, and none that a token can't hold.
  func isToken(_ range: ByteRange) -> Bool {
    span.isToken(range)
  }

  /// The first bytes of `range` as text, to show in a remark: a value may be as long as a datagram.
  func excerpt(_ range: ByteRange) -> String {
    range.count <= 64 ? text(range) : text(range.prefix(60)) + "..."
  }
}
