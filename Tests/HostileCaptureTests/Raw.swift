import Foundation

/// A capture of raw IPv4 packets (link type 101) under construction, and the file that it becomes.
struct Raw {
  private var bytes: [UInt8] = [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 101, 0, 0, 0]
  private(set) var frames = 0

  /// The next frame, a millisecond after the one before.
  mutating func add(_ packet: [UInt8]) {
    little(1_700_000_000 + frames / 1000)
    little(frames % 1000 * 1000)
    little(packet.count)
    little(packet.count)
    bytes += packet
    frames += 1
  }

  /// UDP between port 5060 of two hosts.
  mutating func send(_ text: String, from source: Int = 1, to destination: Int = 2) {
    send(Array(text.utf8), from: source, to: destination)
  }

  /// The same for what may be no text.
  mutating func send(_ payload: [UInt8], from source: Int = 1, to destination: Int = 2) {
    let udp = [0x13, 0xC4, 0x13, 0xC4] + Self.big(payload.count + 8) + [0, 0]
    add(Self.ip(17, udp + payload, from: source, to: destination))
  }

  /// A UDP packet of a few bytes to a port of one of the hosts 10.1.0.0.
  mutating func packet(from source: Int, to destination: Int, at host: Int) {
    add(Self.ip(17, Self.big(source) + Self.big(destination) + Self.big(12) + [0, 0, 1, 2, 3, 4], to: host))
  }

  /// A TCP segment from one of a million ports and hosts.
  mutating func segment(_ flags: UInt8, sender: Int, sequence: UInt32 = 1, _ payload: [UInt8] = []) {
    let number = Self.big(Int(sequence >> 16)) + Self.big(Int(sequence & 0xFFFF))
    let tcp = Self.big(1024 + sender % 60_000) + [0x13, 0xC4] + number
    add(Self.ip(6, tcp + [0, 0, 0, 0, 0x50, flags, 1, 0, 0, 0, 0, 0] + payload, from: 10 + sender / 60_000, to: 2))
  }

  /// The first fragment of a datagram that never comes.
  mutating func fragment(identification: Int, offset: UInt8 = 0) {
    add(Self.ip(17, Array(repeating: 0, count: 16), identification: identification, fragment: [0x20, offset]))
  }

  private static func ip(
    _ number: UInt8,
    _ payload: [UInt8],
    from source: Int = 1,
    to destination: Int = 2,
    identification: Int = 0,
    fragment: [UInt8] = [0, 0]
  ) -> [UInt8] {
    [0x45, 0] + big(payload.count + 20) + big(identification) + fragment + [64, number, 0, 0, 10, 0] + big(source)
      + [10, 1] + big(destination) + payload
  }

  private static func big(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }

  private mutating func little(_ value: Int) {
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// Hands out the path of the file, which is gone afterwards.
  func written<Result>(_ body: (String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString).pcap")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    return try body(file.path)
  }
}

/// A message of a dialog.
struct Said {
  var callID = "call-1"
  var branch = "1"
  var number = 1
  var more: [String] = []
  var body = ""

  func request(_ method: String) -> String { text("\(method) sip:b@h SIP/2.0", method, tag: "") }

  func response(_ status: Int, to method: String = "INVITE") -> String {
    text("SIP/2.0 \(status) Reason", method, tag: ";tag=b")
  }

  private func text(_ start: String, _ method: String, tag: String) -> String {
    let lines = [
      start, "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK\(branch)", "From: <sip:a@h>;tag=a", "To: <sip:b@h>\(tag)",
      "Call-ID: \(callID)", "CSeq: \(number) \(method)",
    ]
    let type = body.hasPrefix("v=") ? ["Content-Type: application/sdp"] : []
    return (lines + more + type + ["Content-Length: \(body.utf8.count)", "", body]).joined(separator: "\r\n")
  }
}
