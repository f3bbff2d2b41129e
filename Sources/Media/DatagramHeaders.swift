import Wire

/// The headers of a packet in a pcap file: those of its record, of Ethernet, IP and UDP (RFC 768, 791, 8200).
///
/// What differs from packet to packet of a flow are the time, lengths and checksums.
struct DatagramHeaders {
  /// All headers, what differs being zero.
  private let template: InlineArray<78, UInt8>
  /// How many bytes they have.
  let count: Int
  private let isVersion4: Bool
  /// The sum of the IPv4 header.
  private let headerSum: UInt64
  /// The sum of what UDP's checksum covers of the headers: the pseudo-header, and the ports.
  private let pseudoSum: UInt64

  /// The length of a record's header.
  private static let record = 16
  /// Where the IP header begins.
  private static let ip = record + 14
  /// The length of the UDP header.
  private static let udpLength = 8

  init(from source: Endpoint, to destination: Endpoint) {
    let addresses = Self.bytes(of: source.address) + Self.bytes(of: destination.address)
    let ports = [source.port, destination.port].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    isVersion4 = source.address.family == .v4
    var headers = Array(repeating: UInt8(0), count: Self.record) + [0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01]
    headers +=
      isVersion4
      ? [0x08, 0x00, 0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 17, 0, 0]
      : [0x86, 0xDD, 0x60, 0, 0, 0, 0, 0, 17, 64]
    headers += addresses
    headerSum = isVersion4 ? headers.span.extracting(Self.ip..<headers.count).wordSum : 0
    pseudoSum = (addresses + [0, 17] + ports).span.wordSum
    headers += ports + [0, 0, 0, 0]
    count = headers.count
    template = InlineArray { headers.indices.contains($0) ? headers[$0] : 0 }
  }

  /// Writes the record of a payload.
  ///
  /// - Parameter room: as many bytes as the headers and the payload have.
  @inline(__always)
  func write(_ payload: Span<UInt8>, at time: CaptureTime, to room: UnsafeMutableRawBufferPointer) {
    func put(_ value: some FixedWidthInteger, at offset: Int) {
      unsafe room.storeBytes(of: value, toByteOffset: offset, as: type(of: value))
    }
    unsafe template.span.withUnsafeBytes { bytes in
      unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
    unsafe payload.withUnsafeBytes { bytes in
      unsafe UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
    }
    let microseconds = time.nanoseconds / 1000
    put(UInt32(truncatingIfNeeded: microseconds / 1_000_000).littleEndian, at: 0)
    put(UInt32(truncatingIfNeeded: microseconds % 1_000_000).littleEndian, at: 4)
    let frame = UInt32(truncatingIfNeeded: count - Self.record + payload.count).littleEndian
    put(frame, at: 8)
    put(frame, at: 12)
    let length = Self.udpLength + payload.count
    if isVersion4 {
      let total = UInt16(truncatingIfNeeded: 20 + length)
      put(total.bigEndian, at: Self.ip + 2)
      put((~(headerSum + UInt64(total)).folded).bigEndian, at: Self.ip + 10)
    } else {
      put(UInt16(truncatingIfNeeded: length).bigEndian, at: Self.ip + 4)
    }
    put(UInt16(truncatingIfNeeded: length).bigEndian, at: count - 4)
    // The length stands in the pseudo-header and in the header of UDP.
    let sum = ~(pseudoSum + 2 * UInt64(length) + payload.wordSum).folded
    // A sum of zero is sent as all ones: zero means that there is none.
    put((sum == 0 ? 0xFFFF : sum).bigEndian, at: count - 2)
  }

  private static func bytes(of address: IPAddress) -> [UInt8] {
    let words: [UInt64] = address.family == .v4 ? [address.low << 32] : [address.high, address.low]
    return words.flatMap { word in
      (0..<(address.family == .v4 ? 4 : 8)).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }
}

extension Span<UInt8> {
  /// The sum of 16-bit words in network order, folded to less than 32 bits (RFC 1071).
  fileprivate var wordSum: UInt64 {
    unsafe withUnsafeBytes { bytes in
      // Which of the two bytes comes first does not matter to a ones' complement sum: its bytes are swapped at the end.
      // Two words at once: their carries meet again when the sum is folded.
      var sum: UInt64 = 0
      var offset = 0
      while offset &+ 4 <= bytes.count {
        sum &+= UInt64(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        offset &+= 4
      }
      if offset &+ 2 <= bytes.count {
        sum &+= UInt64(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        offset &+= 2
      }
      if offset < bytes.count { sum &+= UInt64(UInt16(unsafe bytes[offset]).littleEndian) }
      return UInt64(UInt16(bigEndian: sum.folded))
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
