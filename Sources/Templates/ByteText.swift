/// Bytes as a String that survives a renderer of Strings: ASCII stands for itself, every other byte is one scalar of the
/// private use area.
///
/// So bytes that are not UTF-8 pass, nothing can join two characters into one, and a capture can't forge such a scalar:
/// its UTF-8 is hidden byte by byte like the rest.
enum ByteText {
  /// Hides all bytes that aren't ASCII.
  static func hidden(_ bytes: some Collection<UInt8>) -> String {
    // As most are.
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    for byte in bytes { text.unicodeScalars.append(byte < 0x80 ? Unicode.Scalar(byte) : scalar(of: byte)) }
    return text
  }

  /// Hides what the parser of templates could take for its own as well: braces, line ends, anything but plain ASCII.
  static func literal(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      let isPlain = (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "{")
      text.unicodeScalars.append(isPlain ? Unicode.Scalar(byte) : scalar(of: byte))
    }
    return text
  }

  /// Appends the byte that a scalar of `hidden` or `literal` stands for; any other scalar as it is.
  static func reveal(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) {
    if scalar.value < 0x80 || scalar.value & ~0xFF == base {
      bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private static let base: UInt32 = 0xF700

  private static func scalar(of byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(base | UInt32(byte)) ?? Unicode.Scalar(byte)
  }
}
