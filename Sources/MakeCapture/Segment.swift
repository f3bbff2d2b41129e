/// A TCP segment in an IPv4 packet in an Ethernet frame (RFC 9293 section 3.1).
struct Segment {
  /// What a segment is there for, besides its bytes.
  struct Flags: OptionSet {
    let rawValue: UInt16

    static let syn = Flags(rawValue: 2)
    static let push = Flags(rawValue: 8)
    static let ack = Flags(rawValue: 16)
  }

  /// A header of five words, in the upper four bits.
  private static let length: UInt16 = 0x5000
  private static let window: UInt16 = 65_535

  let source: Endpoint
  let destination: Endpoint
  let sequence: UInt32
  let flags: Flags
  /// The identification in the IPv4 header.
  let identification: UInt16

  /// Appends the whole frame.
  func append(_ payload: [UInt8], to bytes: inout [UInt8]) {
    let packet = InternetPacket(
      source: source.address,
      destination: destination.address,
      identification: identification,
      content: .tcp
    )
    // Nothing that comes back is in these captures, so there is but one number to acknowledge.
    let acknowledged: UInt32 = flags.contains(.ack) ? 1 : 0
    var sum = packet.pseudoHeader(length: UInt16(payload.count + 20))
    sum.add(source.port)
    sum.add(destination.port)
    sum.add(sequence)
    sum.add(acknowledged)
    sum.add(Self.length | flags.rawValue)
    sum.add(Self.window)
    sum.add(payload)

    packet.append(carrying: payload.count + 20, to: &bytes)
    bytes.append(bigEndian: source.port)
    bytes.append(bigEndian: destination.port)
    bytes.append(bigEndian: sequence)
    bytes.append(bigEndian: acknowledged)
    bytes.append(bigEndian: Self.length | flags.rawValue)
    bytes.append(bigEndian: Self.window)
    bytes.append(bigEndian: sum.value)
    bytes.append(bigEndian: UInt16(0))
    bytes.append(contentsOf: payload)
  }
}
