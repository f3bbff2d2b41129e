import SDP
import SIP
import Wire

/// A message as it passes by: what one look tells of it.
///
/// It depends on the message alone, so it can be taken ahead of its turn. Its bytes are with whoever asks.
struct Glance {
  let outline: MessageOutline
  /// What the list of calls finds its Call-ID by.
  let callIDHash: UInt64
  /// What tells it from others that are not captured twice.
  let fingerprint: UInt64
  /// The method of the transaction: a request's own, a response's from its CSeq.
  let method: String
  /// Of a response; nil for a request.
  let status: Int?
  /// The media that its body announces.
  let media: [AnnouncedMedia]

  /// Looks over a message; nil when it is none.
  ///
  /// - Parameters:
  ///   - bytes: the message.
  ///   - transport: what carried it.
  ///   - secret: what the hash of its Call-ID is made with.
  init?(_ bytes: Span<UInt8>, over transport: Transport, _ secret: HashSecret) {
    guard let outline = MessageOutline(bytes) else { return nil }
    self.outline = outline
    method = outline.transactionMethod(in: bytes)
    status = outline.status(in: bytes)
    callIDHash = secret.hash(bytes.extracting(outline.callID))
    fingerprint = transport == .udp ? bytes.fingerprint : 0
    media = Self.media(of: outline, bytes)
  }

  var isRequest: Bool { outline.isRequest }

  /// Whether it may begin a dialog: its To has no tag.
  func isInitial(_ bytes: Span<UInt8>) -> Bool { isRequest && outline.to(in: bytes)?.tag == nil }

  /// A hash of the tag in From, for a look at whose it is; 0 for none.
  func fromTagHash(_ bytes: Span<UInt8>) -> Int {
    guard let tag = outline.from(in: bytes)?.tag else { return 0 }
    return tag.reduce(5381) { $0 &* 33 &+ Int(bytes[$1]) }
  }

  /// Whether it is the end of a call: a final answer to BYE, or one to INVITE that refuses.
  var endsCall: Bool {
    guard let status, status >= 200 else { return false }
    return method == "BYE" || method == "INVITE" && status >= 300
  }

  private static func media(of outline: MessageOutline, _ bytes: Span<UInt8>) -> [AnnouncedMedia] {
    switch outline.bodyKind(in: bytes) {
    case .other: return []
    case .sessionDescription: return AnnouncedMedia.all(bytes, in: outline.body)
    case .multipart:
      guard let message = Message([UInt8](copying: bytes)), let range = message.sessionDescription else { return [] }
      return AnnouncedMedia.all(message.bytes.span, in: range)
    }
  }
}
