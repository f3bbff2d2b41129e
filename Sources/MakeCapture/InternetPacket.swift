/// The headers of an IPv4 packet in an Ethernet frame, or of a piece of one.
struct InternetPacket {
  /// What is inside (RFC 790).
  enum Content: UInt8 {
    case tcp = 6
    case udp = 17
  }

  /// Version 4, a header of five words, no special service.
  private static let versionAndLength: UInt16 = 0x4500

  let source: UInt32
  let destination: UInt32
  /// What the pieces of one packet share.
  let identification: UInt16
  let content: Content
  /// Where a piece stands, in units of eight bytes, and in the third bit from above whether more follow.
  var fragment: UInt16 = 0

  /// Appends the headers of a packet that carries `count` bytes.
  func append(carrying count: Int, to bytes: inout [UInt8]) {
    appendHardwareAddress(of: destination, to: &bytes)
    appendHardwareAddress(of: source, to: &bytes)
    bytes.append(bigEndian: UInt16(0x0800))
    appendInternetHeader(length: UInt16(count + 20), to: &bytes)
  }

  /// What TCP and UDP check beside their own bytes (RFC 9293 section 3.1, RFC 768).
  func pseudoHeader(length: UInt16) -> Checksum {
    var sum = Checksum()
    sum.add(source)
    sum.add(destination)
    sum.add(UInt16(content.rawValue))
    sum.add(length)
    return sum
  }

  /// A locally administered address that ends like the one of IPv4.
  private func appendHardwareAddress(of address: UInt32, to bytes: inout [UInt8]) {
    bytes.append(bigEndian: UInt16(0x0200))
    bytes.append(bigEndian: address)
  }

  /// RFC 791 section 3.1.
  private func appendInternetHeader(length: UInt16, to bytes: inout [UInt8]) {
    let timeToLive: UInt8 = 64
    var sum = Checksum()
    sum.add(Self.versionAndLength)
    sum.add(length)
    sum.add(identification)
    sum.add(fragment)
    sum.add(UInt16(timeToLive) << 8 | UInt16(content.rawValue))
    sum.add(source)
    sum.add(destination)

    bytes.append(bigEndian: Self.versionAndLength)
    bytes.append(bigEndian: length)
    bytes.append(bigEndian: identification)
    bytes.append(bigEndian: fragment)
    bytes.append(timeToLive)
    bytes.append(content.rawValue)
    bytes.append(bigEndian: sum.value)
    bytes.append(bigEndian: source)
    bytes.append(bigEndian: destination)
  }
}
