private import FoundationEssentials
package import SIP
package import Wire

/// One SIP message of the timeline, with its bytes as captured; only the values of credentials are blotted out.
package struct CapturedMessage: Sendable {
  /// Microseconds after the start of the call.
  package let at: Int
  /// The frames that brought it: several when it was fragmented, spread over TCP segments, or captured at two places.
  package private(set) var frames: [FrameNumber]
  /// The first frames of its repetitions, which the timeline does not list.
  package internal(set) var retransmissions: [FrameNumber] = []
  package internal(set) var leg: Int
  package internal(set) var sender: PartyRole
  package internal(set) var source: Endpoint
  package internal(set) var destination: Endpoint
  package let transport: Transport
  /// Index of its transaction; nil for a response or an ACK that answers nothing captured.
  package internal(set) var transaction: Int?
  package internal(set) var bytes: [UInt8]

  /// Takes the frames of another message like it: sent again, or only seen again.
  mutating func note(_ others: [FrameNumber], sentAgain: Bool) {
    if sentAgain { retransmissions += others.prefix(1) } else { frames += others }
  }

  /// The parsed message; nil never happens for one that an extractor found.
  package var parsed: Message? { Message(bytes) }
}

extension CapturedMessage: Codable {
  private enum CodingKeys: String, CodingKey {
    case at, frames, retransmissions, leg, sender, source, destination, transport, transaction, text, base64
  }

  /// Reads `text`, or `base64` where the message is no UTF-8.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    at = try container.decode(Int.self, forKey: .at)
    frames = try container.decode([FrameNumber].self, forKey: .frames)
    retransmissions = try container.decodeIfPresent([FrameNumber].self, forKey: .retransmissions) ?? []
    leg = try container.decode(Int.self, forKey: .leg)
    sender = try container.decode(PartyRole.self, forKey: .sender)
    source = try container.decode(Endpoint.self, forKey: .source)
    destination = try container.decode(Endpoint.self, forKey: .destination)
    transport = try container.decode(Transport.self, forKey: .transport)
    transaction = try container.decodeIfPresent(Int.self, forKey: .transaction)
    if let data = try container.decodeIfPresent(Data.self, forKey: .base64) {
      bytes = Array(data)
    } else {
      bytes = Array(try container.decode(String.self, forKey: .text).utf8)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(at, forKey: .at)
    try container.encode(frames, forKey: .frames)
    if !retransmissions.isEmpty { try container.encode(retransmissions, forKey: .retransmissions) }
    try container.encode(leg, forKey: .leg)
    try container.encode(sender, forKey: .sender)
    try container.encode(source, forKey: .source)
    try container.encode(destination, forKey: .destination)
    try container.encode(transport, forKey: .transport)
    try container.encodeIfPresent(transaction, forKey: .transaction)
    if let text = String(validating: bytes, as: UTF8.self) {
      try container.encode(text, forKey: .text)
    } else {
      try container.encode(Data(bytes), forKey: .base64)
    }
  }
}
