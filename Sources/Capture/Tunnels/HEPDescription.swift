internal import Wire

/// What the chunks of a HEP message tell.
struct HEPDescription {
  private var source: IPAddress?
  private var destination: IPAddress?
  private var sourcePort: UInt16?
  private var destinationPort: UInt16?
  private var transport = Transport.udp
  private var seconds: UInt32?
  private var microseconds: UInt32 = 0
  private var isSIP = true
  private var isCompressed = false
  private var payload: Packet?

  /// Takes a generic chunk of `type`, whose content is what is left of `body`.
  mutating func take(type: UInt16, _ body: Packet) {
    switch type {
    case 2: if let field = body.header(1) { transport = HEP.transport(field[0]) }
    case 3: if let field = body.header(4) { source = IPAddress(v4: field.uint32(at: 0)) }
    case 4: if let field = body.header(4) { destination = IPAddress(v4: field.uint32(at: 0)) }
    case 5: if let field = body.header(16) { source = IPAddress(v6High: field.uint64(at: 0), low: field.uint64(at: 8)) }
    case 6:
      if let field = body.header(16) { destination = IPAddress(v6High: field.uint64(at: 0), low: field.uint64(at: 8)) }
    case 7: if let field = body.header(2) { sourcePort = field.uint16(at: 0) }
    case 8: if let field = body.header(2) { destinationPort = field.uint16(at: 0) }
    case 9: if let field = body.header(4) { seconds = field.uint32(at: 0) }
    case 10: if let field = body.header(4) { microseconds = field.uint32(at: 0) }
    case 11: if let field = body.header(1) { isSIP = field[0] == 1 }
    case 15: payload = body
    case 16: isCompressed = true
    default: break
    }
  }

  /// The datagram that was described, which is then what is left of `packet`; reports and statistics are passed over.
  func step(_ packet: inout Packet) -> Step {
    guard isSIP else { return .nothing }
    guard !isCompressed else { return .lost(.hepCompressed) }
    guard let payload, let source, let destination, let sourcePort, let destinationPort else {
      return .lost(.hepMessage)
    }
    packet = payload
    packet.source = source
    packet.destination = destination
    if let seconds { packet.time = CaptureTime(seconds: seconds, microseconds: microseconds) }
    return .datagram(source: sourcePort, destination: destinationPort, transport: transport)
  }
}

extension CaptureTime {
  /// The time that a tool of 32 bits counts.
  init(seconds: UInt32, microseconds: UInt32) {
    self.init(nanoseconds: Int64(seconds) * 1_000_000_000 + Int64(microseconds) * 1000)
  }
}
