package import Dialog
package import Wire

/// Takes out of packets what tells who spoke, and what was said: lengths, times, sequence numbers and SSRCs stay.
package struct MediaVeil: Sendable {
  /// The captured address of each that stands in for one.
  private let captured: [IPAddress: IPAddress]
  /// The names of encodings by payload type, in lower case.
  private let encodings: [UInt8: String]
  private let silencesMedia: Bool
  private let hidesKeys: Bool

  /// - Parameters:
  ///   - captured: the captured address of each that stands in for one.
  ///   - encodings: the names of encodings by payload type, as the SDP of the call has them, in lower case.
  ///   - silencesMedia: whether payload becomes silence.
  ///   - hidesKeys: whether the keys in telephone-events become `0`.
  package init(
    captured: [IPAddress: IPAddress],
    encodings: [UInt8: String],
    silencesMedia: Bool,
    hidesKeys: Bool
  ) {
    self.captured = captured
    self.encodings = Self.assigned.merging(encodings) { $1 }
    self.silencesMedia = silencesMedia
    self.hidesKeys = hidesKeys
  }

  /// The payload types that need no SDP (RFC 3551 section 6).
  private static let assigned: [UInt8: String] = [0: "pcmu", 8: "pcma", 13: "cn"]

  /// The flow as it stands in the capture.
  package func revealed(_ flow: Flow) -> Flow {
    flow.between(revealed(flow.source), revealed(flow.destination))
  }

  private func revealed(_ endpoint: Endpoint) -> Endpoint {
    Endpoint(address: captured[endpoint.address] ?? endpoint.address, port: endpoint.port)
  }

  /// What stands in for the payload of a datagram.
  package func veiled(_ payload: Span<UInt8>) -> [UInt8] {
    var packet = [UInt8](copying: payload)
    guard packet.count >= 8, packet[0] >> 6 == 2 else {
      // STUN, DTLS, ZRTP, a fax: addresses, certificates and pages. What kind of packet it is stays.
      if silencesMedia { packet.clear(from: 4) }
      return packet
    }
    if (192...223).contains(packet[1]) {
      if silencesMedia { packet.clearReports() }
    } else if packet.count >= 12 {
      silence(&packet)
    }
    return packet
  }

  /// RFC 3550 section 5.1: the payload lies behind the contributing sources and the extension, in front of the padding.
  private func silence(_ packet: inout [UInt8]) {
    var start = 12 + 4 * Int(packet[0] & 0x0F)
    if packet[0] & 0x10 != 0, start + 4 <= packet.count {
      let length = 4 * (Int(packet[start + 2]) << 8 | Int(packet[start + 3]))
      // An extension may tell when somebody spoke (RFC 6464).
      if silencesMedia { packet.clear(from: start + 4, to: start + 4 + length) }
      start += 4 + length
    }
    let padding = packet[0] & 0x20 == 0 ? 0 : 1
    let end = packet.count - padding
    guard start < end else { return }
    let encoding = encodings[packet[1] & 0x7F]
    if encoding == "telephone-event" {
      // Event, volume and end, duration (RFC 4733 section 2.3), repeated for redundancy.
      if hidesKeys { for event in stride(from: start, to: end, by: 4) { packet[event] = 0 } }
    } else if silencesMedia {
      packet.clear(from: start, to: end, with: Self.silence(of: encoding))
    }
  }

  /// The byte of which silence consists; zero for an encoding whose silence is not so simple.
  private static func silence(of encoding: String?) -> UInt8 {
    switch encoding {
    case "pcmu": 0xFF
    case "pcma": 0xD5
    // The quietest comfort noise (RFC 3389).
    case "cn": 0x7F
    default: 0
    }
  }
}

extension [UInt8] {
  fileprivate mutating func clear(from start: Int, to end: Int = .max, with byte: UInt8 = 0) {
    for index in Swift.min(start, count)..<Swift.max(Swift.min(start, count), Swift.min(end, count)) {
      self[index] = byte
    }
  }

  /// Takes the texts out of a compound of RTCP packets (RFC 3550 section 6).
  ///
  /// Names of sources, reasons of a BYE and what an application says go, numbers of reports stay.
  fileprivate mutating func clearReports() {
    var position = 0
    while position + 8 <= count {
      let end = Swift.min(count, position + 4 + 4 * (Int(self[position + 2]) << 8 | Int(self[position + 3])))
      switch self[position + 1] {
      case 200, 201, 205, 206: break
      case 202: clearDescriptions(from: position + 4, to: end)
      case 203: clear(from: position + 4 + 4 * Int(self[position] & 0x1F) + 1, to: end, with: UInt8(ascii: "x"))
      default: clear(from: position + 8, to: end)
      }
      position = end
    }
  }

  /// Chunks of a source and its items, each chunk filled up to 32 bits (RFC 3550 section 6.5).
  private mutating func clearDescriptions(from start: Int, to end: Int) {
    var position = start
    while position + 4 < end {
      position += 4
      while position + 1 < end, self[position] != 0 {
        let length = Int(self[position + 1])
        clear(from: position + 2, to: Swift.min(end, position + 2 + length), with: UInt8(ascii: "x"))
        position += 2 + length
      }
      position += 4 - (position - start) % 4
    }
  }
}
