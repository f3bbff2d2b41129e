import Wire

/// The Ethernet, IP and UDP headers of one flow (RFC 768, 791, 8200): what differs from packet to packet are lengths and
/// checksums alone.
struct DatagramHeaders {
  /// All headers, lengths and checksums being zero.
  private let template: [UInt8]
  /// Where the UDP header begins.
  private let udp: Int
  private let isVersion4: Bool
  /// The sum of the IPv4 header.
  private let headerSum: UInt64
  /// The sum of what UDP's checksum covers of the headers: the pseudo-header, and the ports.
  private let pseudoSum: UInt64

  /// Where the IP header begins.
  private static let ip = 14

  init(from source: Endpoint, to destination: Endpoint) {
    let addresses = Self.bytes(of: source.address) + Self.bytes(of: destination.address)
    let ports = [source.port, destination.port].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    isVersion4 = source.address.family == .v4
    var headers: [UInt8] = [0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01]
    headers +=
      isVersion4
      ? [0x08, 0x00, 0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 17, 0, 0]
      : [0x86, 0xDD, 0x60, 0, 0, 0, 0, 0, 17, 64]
    headers += addresses
    udp = headers.count
    headerSum = isVersion4 ? headers.span.extracting(Self.ip..<headers.count).wordSum : 0
    pseudoSum = (addresses + [0, 17] + ports).span.wordSum
    template = headers + ports + [0, 0, 0, 0]
  }

  /// How many bytes a frame has whose payload has `count`.
  func length(ofPayload count: Int) -> Int { template.count + count }

  /// Appends the frame of a payload.
  func append(_ payload: Span<UInt8>, to buffer: inout [UInt8]) {
    let start = buffer.count
    let length = 8 + payload.count
    buffer += template
    unsafe payload.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    func put(_ value: UInt16, at offset: Int) {
      buffer[start + offset] = UInt8(value >> 8)
      buffer[start + offset + 1] = UInt8(value & 0xFF)
    }
    if isVersion4 {
      let total = UInt16(truncatingIfNeeded: 20 + length)
      put(total, at: Self.ip + 2)
      put(~(headerSum + UInt64(total)).folded, at: Self.ip + 10)
    } else {
      put(UInt16(truncatingIfNeeded: length), at: Self.ip + 4)
    }
    put(UInt16(truncatingIfNeeded: length), at: udp + 4)
    // The length stands in the pseudo-header and in the header of UDP.
    let sum = ~(pseudoSum + 2 * UInt64(length) + payload.wordSum).folded
    // A sum of zero is sent as all ones: zero means that there is none.
    put(sum == 0 ? 0xFFFF : sum, at: udp + 6)
  }

  private static func bytes(of address: IPAddress) -> [UInt8] {
    let words: [UInt64] = address.family == .v4 ? [address.low << 32] : [address.high, address.low]
    return words.flatMap { word in
      (0..<(address.family == .v4 ? 4 : 8)).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }
}

extension Span<UInt8> {
  /// The sum of 16-bit words in network order, not folded yet (RFC 1071).
  fileprivate var wordSum: UInt64 {
    unsafe withUnsafeBytes { bytes in
      var sum: UInt64 = 0
      var offset = 0
      // Two words at once: their carries meet again when the sum is folded.
      while offset + 4 <= bytes.count {
        sum += UInt64(UInt32(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        offset += 4
      }
      if offset + 2 <= bytes.count {
        sum += UInt64(UInt16(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
        offset += 2
      }
      if offset < bytes.count { sum += UInt64(unsafe bytes[offset]) << 8 }
      return sum
    }
  }
}

extension UInt64 {
  /// The ones' complement sum in 16 bits.
  fileprivate var folded: UInt16 {
    var sum = self
    while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
    return UInt16(sum)
  }
}
