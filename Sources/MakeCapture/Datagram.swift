/// A UDP datagram in an IPv4 packet in an Ethernet frame.
struct Datagram {
  /// The bytes in front of the payload: Ethernet 14, IPv4 20, UDP 8.
  static let headerLength = 42
  /// Version 4, a header of five words, no special service.
  private static let versionAndLength: UInt16 = 0x4500
  private static let protocolUDP: UInt8 = 17

  let source: Endpoint
  let destination: Endpoint
  /// The identification in the IPv4 header.
  let identification: UInt16

  /// Appends the whole frame.
  func append(_ payload: [UInt8], to bytes: inout [UInt8]) {
    appendHardwareAddress(of: destination, to: &bytes)
    appendHardwareAddress(of: source, to: &bytes)
    bytes.append(bigEndian: UInt16(0x0800))
    let length = UInt16(payload.count + 8)
    appendInternetHeader(length: length + 20, to: &bytes)
    bytes.append(bigEndian: source.port)
    bytes.append(bigEndian: destination.port)
    bytes.append(bigEndian: length)
    bytes.append(bigEndian: checksum(of: payload, length: length))
    bytes.append(contentsOf: payload)
  }

  /// A locally administered address that ends like the one of IPv4.
  private func appendHardwareAddress(of endpoint: Endpoint, to bytes: inout [UInt8]) {
    bytes.append(bigEndian: UInt16(0x0200))
    bytes.append(bigEndian: endpoint.address)
  }

  /// RFC 791 section 3.1.
  private func appendInternetHeader(length: UInt16, to bytes: inout [UInt8]) {
    let timeToLive: UInt8 = 64
    var sum = Checksum()
    sum.add(Self.versionAndLength)
    sum.add(length)
    sum.add(identification)
    sum.add(UInt16(timeToLive) << 8 | UInt16(Self.protocolUDP))
    sum.add(source.address)
    sum.add(destination.address)

    bytes.append(bigEndian: Self.versionAndLength)
    bytes.append(bigEndian: length)
    bytes.append(bigEndian: identification)
    bytes.append(bigEndian: UInt16(0))
    bytes.append(timeToLive)
    bytes.append(Self.protocolUDP)
    bytes.append(bigEndian: sum.value)
    bytes.append(bigEndian: source.address)
    bytes.append(bigEndian: destination.address)
  }

  /// RFC 768: over a part of the IPv4 header too; zero stands for none, so it is written the other way.
  private func checksum(of payload: [UInt8], length: UInt16) -> UInt16 {
    var sum = Checksum()
    sum.add(source.address)
    sum.add(destination.address)
    sum.add(UInt16(Self.protocolUDP))
    sum.add(length)
    sum.add(source.port)
    sum.add(destination.port)
    sum.add(length)
    sum.add(payload)
    return sum.value == 0 ? 0xFFFF : sum.value
  }
}
