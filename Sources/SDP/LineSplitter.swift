import Wire

/// Splits a session description into its lines.
struct LineSplitter {
  private let bytes: [UInt8]
  private(set) var lines: [Line] = []
  private(set) var remarks: [SessionDescription.Remark] = []
  private var saidBareLineFeed = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads the lines in `range`; what has not the form `x=...` is remarked and left out.
  mutating func split(_ range: ByteRange) {
    var position = range.lowerBound
    while position < range.upperBound {
      let feed = bytes.offset(of: .lineFeed, in: position..<range.upperBound)
      let next = feed.map { $0 + 1 } ?? range.upperBound
      var end = feed ?? range.upperBound
      if end > position, bytes[end - 1] == .carriageReturn {
        end -= 1
      } else if let feed, !saidBareLineFeed {
        saidBareLineFeed = true
        remarks.append(.init(.bareLineFeed, "a line ends with LF instead of CRLF", at: feed))
      }
      append(content: position..<end, whole: position..<next)
      position = next
    }
  }

  private mutating func append(content: ByteRange, whole: ByteRange) {
    // Empty lines at the end are common where a sender counted its body wrong.
    guard !content.isEmpty else { return }
    let type = bytes[content.lowerBound]
    let rest = content.lowerBound + 1..<content.upperBound
    let equals = bytes[rest].firstIndex { $0 != .space && $0 != .tab } ?? content.upperBound
    guard type.isLetter, equals < content.upperBound, bytes[equals] == .equals else {
      remarks.append(.init(.line, "a line is not of the form 'x=...': '\(bytes.text(content))'", at: whole.lowerBound))
      return
    }
    if equals > rest.lowerBound {
      remarks.append(.init(.line, "blanks stand in front of the '=' of a line", at: rest.lowerBound))
    }
    lines.append(Line(type: type, value: equals + 1..<content.upperBound, whole: whole))
  }
}
