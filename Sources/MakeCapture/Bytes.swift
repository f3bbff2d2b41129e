/// How the formats of the wire put numbers and lines into bytes.
extension Array where Element == UInt8 {
  /// Appends a number in the order of the network.
  mutating func append(bigEndian number: UInt16) {
    append(UInt8(truncatingIfNeeded: number >> 8))
    append(UInt8(truncatingIfNeeded: number))
  }

  /// Appends a number in the order of the network.
  mutating func append(bigEndian number: UInt32) {
    append(bigEndian: UInt16(truncatingIfNeeded: number >> 16))
    append(bigEndian: UInt16(truncatingIfNeeded: number))
  }

  /// Appends a number with its lowest byte first, as this kind of capture file has it.
  mutating func append(littleEndian number: UInt32) {
    append(bigEndian: number.byteSwapped)
  }

  /// Appends a line of SIP or SDP: `parts` one behind the other, then CR and LF.
  mutating func append(line parts: String...) {
    for part in parts { append(contentsOf: part.utf8) }
    append(UInt8(ascii: "\r"))
    append(UInt8(ascii: "\n"))
  }
}
