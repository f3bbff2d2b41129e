/// Writes the packets of a hostile capture, one thing after another, ten microseconds apart.
struct HostileTraffic: ~Copyable {
  /// From one packet to the next, in microseconds: quick enough that nothing is given up for its age.
  private static let interval: UInt64 = 10
  /// Where all of it goes.
  static let target = Endpoint(address: 198 << 24 | 19 << 16 | 0x101, port: 5060)

  let kind: HostileKind
  private var capture: CaptureWriter
  private(set) var time: UInt64 = 0

  /// Creates the file at `path`, or empties the one that is there.
  init(_ kind: HostileKind, to path: String) throws(OutputFile.Failure) {
    self.kind = kind
    capture = try CaptureWriter(path: path)
  }

  /// Writes `count` of it and an honest INVITE behind them, and tells what the file holds.
  consuming func record(_ count: Int) throws(OutputFile.Failure) -> (packets: Int, bytes: Int) {
    for number in 0..<count { try write(number) }
    let caller = Endpoint(address: Self.target.address + 1, port: 5060)
    var honest = HostileRequest(0, from: caller, .udp)
    honest.callID = "honest@\(caller.host)"
    try send(datagram: honest.whole, from: caller)
    return try capture.finish()
  }

  private mutating func write(_ number: Int) throws(OutputFile.Failure) {
    let sender = Self.sender(number)
    switch kind {
    case .synOnly: try send(.syn, [], sequence: 0, from: sender)
    case .unfinished:
      try send([.ack, .push], HostileRequest(number, from: sender, .tcp).begin, sequence: 1, from: sender)
    case .dribble: try dribble(number)
    case .holes:
      try send(.syn, [], sequence: 0, from: sender)
      try send([.ack, .push], HostileRequest(number, from: sender, .tcp).whole, sequence: 1001, from: sender)
    case .fragments: try sendPiece(number)
    case .reports, .longHeader, .manyHeaders, .mediaLines, .mediaKinds, .mediaPorts, .calls, .paths:
      try sendRequest(number)
    case .scan: try sendVoice(number, from: sender, to: Endpoint(address: Self.target.address, port: Self.port(number)))
    case .endpoints:
      let media = Endpoint(address: sender.address, port: Self.port(number))
      try announce(media, number)
      try sendVoice(number, from: Self.target, to: media)
    case .flows:
      let call = number / Self.flowsOfAnEndpoint
      let media = Endpoint(address: Self.sender(call).address, port: Self.port(call))
      if number % Self.flowsOfAnEndpoint == 0 { try announce(media, call) }
      try sendVoice(number, from: Endpoint(address: Self.target.address, port: Self.port(number)), to: media)
    // Made of calls that are whole.
    case .dialogs: break
    }
  }

  /// Who sends the thing with the number `number`; no two are the same.
  static func sender(_ number: Int) -> Endpoint {
    let address = 198 << 24 | 18 << 16 | UInt32(0x101 + number % 65_000)
    return Endpoint(address: address, port: UInt16(1024 + number / 65_000))
  }

  /// A port of those that are free to take.
  static func port(_ number: Int) -> UInt16 { UInt16(10_000 + number % 50_000) }

  /// Each of so many packets of `flows` to one endpoint comes from another port.
  private static let flowsOfAnEndpoint = 100
  /// The segments of a connection of `dribble`.
  private static let bytesOfAConnection = 10_000
}

/// What is sent.
extension HostileTraffic {
  mutating func send(datagram payload: [UInt8], from source: Endpoint, to destination: Endpoint = target)
    throws(OutputFile.Failure)
  {
    try capture.write(payload, from: source, to: destination, at: time)
    time += Self.interval
  }

  mutating func send(_ flags: Segment.Flags, _ payload: [UInt8], sequence: UInt32, from source: Endpoint)
    throws(OutputFile.Failure)
  {
    try capture.write(segment: payload, flags, sequence: sequence, from: source, to: Self.target, at: time)
    time += Self.interval
  }

  /// The next byte of a message whose headers go on and on.
  private mutating func dribble(_ number: Int) throws(OutputFile.Failure) {
    let (connection, position) = (number / Self.bytesOfAConnection, number % Self.bytesOfAConnection)
    let sender = Self.sender(connection)
    // The line that SIP is told by comes in one piece.
    let payload = position == 0 ? HostileRequest(connection, from: sender, .tcp).begin : [UInt8(ascii: "x")]
    let sequence = position == 0 ? 1 : UInt32(position + HostileRequest(connection, from: sender, .tcp).begin.count)
    try send([.ack, .push], payload, sequence: sequence, from: sender)
  }

  /// The first piece of a packet, or one from far behind it, for which much room has to be kept.
  private mutating func sendPiece(_ number: Int) throws(OutputFile.Failure) {
    let moreFollow: UInt16 = 0x2000
    let packet = InternetPacket(
      source: Self.sender(number / 65_536).address,
      destination: Self.target.address,
      identification: UInt16(truncatingIfNeeded: number),
      content: .udp,
      fragment: moreFollow | (number % 2 == 0 ? 0 : 8000)
    )
    try capture.write(fragment: Array(repeating: UInt8(ascii: "f"), count: 64), packet, at: time)
    time += Self.interval
  }

  private mutating func sendVoice(_ number: Int, from source: Endpoint, to destination: Endpoint)
    throws(OutputFile.Failure)
  {
    var dice = SplitMix64(seed: UInt64(number))
    var payload: [UInt8] = []
    Voice(dice: &dice).write(packet: 0, to: &payload)
    try send(datagram: payload, from: source, to: destination)
  }
}
