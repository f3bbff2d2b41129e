package import Wire

/// Who made a session description, and which version of it this is (RFC 8866 section 5.2).
package struct Origin: Sendable {
  package let user: ByteRange
  package let id: ByteRange
  package let version: ByteRange
  package let netType: ByteRange
  package let addressType: ByteRange
  package let address: ByteRange

  /// Reads an `o=` line; nil when it has not six fields.
  init?(_ bytes: [UInt8], in line: Line) {
    let words = bytes.words(line.value)
    guard words.count == 6 else { return nil }
    user = words[0]
    id = words[1]
    version = words[2]
    netType = words[3]
    addressType = words[4]
    address = words[5]
  }
}
