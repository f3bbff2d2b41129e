package import Wire

/// Where media is to be sent: `c=IN IP4 192.0.2.1` (RFC 8866 section 5.7).
package struct Connection: Sendable {
  package let netType: ByteRange
  package let addressType: ByteRange
  /// A name or an address, without the `/127` that a multicast address carries.
  package let address: ByteRange
  /// The address; nil when it is a name.
  package let ip: IPAddress?

  /// Reads the words `IN IP4 192.0.2.1`; nil when there are not three.
  init?(_ bytes: [UInt8], _ words: some Collection<ByteRange>) {
    let words = Array(words)
    guard words.count == 3 else { return nil }
    netType = words[0]
    addressType = words[1]
    address = bytes.cut(words[2], at: .slash).0
    ip = IPAddress(bytes[address])
  }

  /// The `c=` lines among `lines`; those that can't be read are remarked.
  static func all(
    _ bytes: [UInt8],
    in lines: some Sequence<Line>,
    _ remarks: inout [SessionDescription.Remark]
  ) -> [Connection] {
    var result: [Connection] = []
    for line in lines where line.type == UInt8(ascii: "c") {
      if let connection = Connection(bytes, bytes.words(line.value)) {
        result.append(connection)
      } else {
        remarks.append(.init(.connection, "a c= line has not its three fields", at: line.whole.lowerBound))
      }
    }
    return result
  }
}
