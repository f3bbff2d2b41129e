package import Diagnostics

extension Location {
  /// The place of the byte at `offset` of `text`; line and column counted from 1, columns in characters.
  package init(file: String, offset: Int, in text: some Sequence<UInt8>) {
    var line = 1
    var column = 1
    var last: UInt8 = 0
    for byte in text.prefix(max(0, offset)) {
      switch byte {
      case UInt8(ascii: "\n") where last == UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (line, column) = (line + 1, 1)
      case 0x80...0xBF: break
      default: column += 1
      }
      last = byte
    }
    self.init(file: file, line: line, column: column)
  }
}
