/// How the formats of the wire put numbers and lines into bytes.
extension Array where Element == UInt8 {
  /// Appends a number in the order of the network.
  mutating func append(bigEndian number: some FixedWidthInteger) {
    append(littleEndian: number.byteSwapped)
  }

  /// Appends a number with its lowest byte first, as this kind of capture file has it.
  mutating func append(littleEndian number: some FixedWidthInteger) {
    // In one piece: byte by byte, the headers took longer than all the rest of a packet.
    unsafe Swift.withUnsafeBytes(of: number.littleEndian) { unsafe append(contentsOf: $0) }
  }

  /// Appends a line of SIP or SDP: `parts` one behind the other, then CR and LF.
  mutating func append(line parts: String...) {
    for part in parts { append(contentsOf: part.utf8) }
    append(UInt8(ascii: "\r"))
    append(UInt8(ascii: "\n"))
  }
}
