/// SIP messages in which something is overdone.
extension HostileTraffic {
  /// About what is left for it in a datagram.
  private static let room = Datagram.mostBytes - 400
  /// More than is read of headers on TCP, so that the message is cut there.
  private static let roomOnTCP = 100_000
  /// What a segment carries.
  private static let longestSegment = 1400

  mutating func sendRequest(_ number: Int) throws(OutputFile.Failure) {
    let isOneCall = kind == .mediaKinds || kind == .mediaPorts
    let sender = Self.sender(isOneCall ? 0 : number)
    let isOnTCP = kind == .reports || number % 2 == 1 && (kind == .longHeader || kind == .manyHeaders)
    var request = HostileRequest(number, from: sender, isOnTCP ? .tcp : .udp)
    switch kind {
    case .reports: request.more.append(line: "X-Long: ", String(repeating: "x", count: 60_000))
    case .longHeader:
      request.more.append(line: "X-Long: ", String(repeating: "x", count: isOnTCP ? Self.roomOnTCP : Self.room))
    case .manyHeaders:
      for _ in 0..<Self.room / 5 { request.more.append(line: "X:y") }
    case .mediaLines:
      request.body = HostileRequest.session(of: sender.host)
      for line in 0..<2400 { request.body.append(line: "m=audio \(10_000 + line) RTP/AVP 0") }
    case .mediaKinds:
      request.callID = "kinds@198.18.0.1"
      request.body = HostileRequest.session(of: sender.host)
      for line in 0..<2000 { request.body.append(line: "m=kind-\(number * 2000 + line) 9000 RTP/AVP 0") }
    case .mediaPorts:
      request.callID = "ports@198.18.0.1"
      let announced = Self.sender(number / 50)
      request.body = HostileRequest.session(of: announced.host)
      for line in 0..<1000 { request.body.append(line: "m=audio \(10_000 + number % 50 * 1000 + line) RTP/AVP 0") }
    case .paths: request.callID = Self.path(number)
    default: break
    }
    guard isOnTCP else { return try send(datagram: request.whole, from: sender) }
    let bytes = kind == .reports ? request.reported : request.whole
    for begin in stride(from: 0, to: bytes.count, by: Self.longestSegment) {
      let piece = Array(bytes[begin..<min(begin + Self.longestSegment, bytes.count)])
      try send([.ack, .push], piece, sequence: UInt32(begin + 1), from: sender)
    }
  }

  /// Announces `endpoint` in a call of its own.
  mutating func announce(_ endpoint: Endpoint, _ number: Int) throws(OutputFile.Failure) {
    var request = HostileRequest(number, from: Self.sender(number), .udp)
    request.body = HostileRequest.session(of: endpoint.host)
    request.body.append(line: "m=audio \(endpoint.port) RTP/AVP 0")
    try send(datagram: request.whole, from: Self.sender(number))
  }

  /// A path out of the folder, in one of the ways to write one; many are the same where only letters and digits count.
  private static func path(_ number: Int) -> String {
    let step = ["../", "/", "..\\", "a/../../", "./", "%2e%2e/", "~/", ".../"][number % 8]
    let mark = String(repeating: [":", "?", "*", "|"][number / 8 % 4], count: number / 32 % 50)
    return step + step + "etc/passwd" + mark + (number < 1600 ? "" : "\(number)")
  }
}
