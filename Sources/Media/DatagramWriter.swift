import Wire

/// Wraps a payload in Ethernet, IP and UDP headers (RFC 768, 791, 8200).
struct DatagramWriter {
  let source: Endpoint
  let destination: Endpoint

  func frame(of payload: Span<UInt8>) -> [UInt8] {
    var frame: [UInt8] = [0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01]
    let length = 8 + payload.count
    frame.reserveCapacity(14 + 40 + length)
    switch source.address.family {
    case .v4:
      frame += [0x08, 0x00]
      var header: [UInt8] = [0x45, 0] + big(20 + length, 2) + [0, 0, 0x40, 0, 64, 17, 0, 0]
      header += bytes(of: source.address) + bytes(of: destination.address)
      let sum = checksum(header)
      header[10] = UInt8(sum >> 8)
      header[11] = UInt8(sum & 0xFF)
      frame += header
    case .v6:
      frame += [0x86, 0xDD, 0x60, 0, 0, 0] + big(length, 2) + [17, 64]
      frame += bytes(of: source.address) + bytes(of: destination.address)
    }
    var datagram = big(Int(source.port), 2) + big(Int(destination.port), 2) + big(length, 2) + [0, 0]
    for index in payload.indices { datagram.append(payload[index]) }
    let pseudo = bytes(of: source.address) + bytes(of: destination.address) + big(17, 2) + big(length, 2)
    let sum = checksum(pseudo + datagram)
    // A sum of zero is sent as all ones: zero means that there is none.
    let sent = sum == 0 ? 0xFFFF : sum
    datagram[6] = UInt8(sent >> 8)
    datagram[7] = UInt8(sent & 0xFF)
    return frame + datagram
  }

  private func bytes(of address: IPAddress) -> [UInt8] {
    switch address.family {
    case .v4: big(Int(address.low), 4)
    case .v6: (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? address.high : address.low) >> (56 - 8 * ($0 % 8))) }
    }
  }

  private func big(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * (width - 1 - $0))) }
  }

  /// The ones' complement sum of 16-bit words (RFC 1071).
  private func checksum(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    var index = 0
    while index + 1 < bytes.count {
      sum += UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
      index += 2
    }
    if index < bytes.count { sum += UInt32(bytes[index]) << 8 }
    while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
    return ~UInt16(sum)
  }
}
