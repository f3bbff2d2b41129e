/// A UDP datagram in an IPv4 packet in an Ethernet frame.
struct Datagram {
  /// The most that it carries: an IPv4 packet has at most 65535 bytes, of which headers take 28.
  static let mostBytes = 65_507

  let source: Endpoint
  let destination: Endpoint
  /// The identification in the IPv4 header.
  let identification: UInt16

  /// Appends the whole frame.
  func append(_ payload: [UInt8], to bytes: inout [UInt8]) {
    let packet = InternetPacket(
      source: source.address,
      destination: destination.address,
      identification: identification,
      content: .udp
    )
    let length = UInt16(payload.count + 8)
    packet.append(carrying: payload.count + 8, to: &bytes)
    bytes.append(bigEndian: source.port)
    bytes.append(bigEndian: destination.port)
    bytes.append(bigEndian: length)
    bytes.append(bigEndian: checksum(of: payload, length: length, in: packet))
    bytes.append(contentsOf: payload)
  }

  /// RFC 768: zero stands for none, so it is written the other way.
  private func checksum(of payload: [UInt8], length: UInt16, in packet: InternetPacket) -> UInt16 {
    var sum = packet.pseudoHeader(length: length)
    sum.add(source.port)
    sum.add(destination.port)
    sum.add(length)
    sum.add(payload)
    return sum.value == 0 ? 0xFFFF : sum.value
  }
}
