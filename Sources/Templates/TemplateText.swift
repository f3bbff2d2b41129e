internal import Diagnostics

/// The bytes of a template as the scanner wants them, and the way back from an offset to a line and column.
struct TemplateText {
  let file: String
  /// Without a byte order mark, every line ended by LF.
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(_ source: TemplateSource) {
    file = source.file
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.text.utf8.count)
    for byte in source.text.utf8 {
      if byte == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      bytes.append(byte)
    }
    if bytes.starts(with: Self.byteOrderMark) { bytes.removeFirst(Self.byteOrderMark.count) }
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// Line and column of an offset, counted from 1, columns in Unicode scalars.
  func location(_ offset: Int) -> Location {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let before = bytes[lineStarts[low]..<max(lineStarts[low], min(offset, bytes.count))]
    return Location(file: file, line: low + 1, column: 1 + before.count { $0 & 0xC0 != 0x80 })
  }

  /// The line of an offset, counted from 1.
  func line(_ offset: Int) -> Int { location(offset).line ?? 1 }

  /// The line around a tag, its end included, when nothing but blanks stands beside the tag: such a line leaves no trace in
  /// the output.
  func lineOfItsOwn(_ tag: Range<Int>) -> Range<Int>? {
    var start = tag.lowerBound
    while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
    guard start == 0 || bytes[start - 1] == UInt8(ascii: "\n") else { return nil }
    var end = tag.upperBound
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    guard end < bytes.count else { return start..<end }
    return bytes[end] == UInt8(ascii: "\n") ? start..<(end + 1) : nil
  }

  /// The text of some of the bytes.
  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The character that begins at an offset, to show it.
  func character(at offset: Int) -> String {
    var end = offset + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return string(offset..<end)
  }

  /// A range without the blanks and line ends around.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, isBlank(bytes[first]) || bytes[first] == UInt8(ascii: "\n") {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, isBlank(bytes[last]) || bytes[last] == UInt8(ascii: "\n") {
      range = range.lowerBound..<last
    }
    return range
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
