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
  /// The method of the transaction: a request's own, a response's from its CSeq.
  let method: String
  /// Of a response; nil for a request.
  let status: Int?
  /// What is dear to find; nil when it was not looked for yet.
  private let details: Details?

  /// Looks over a message; nil when it is none.
  ///
  /// - Parameters:
  ///   - bytes: the message.
  ///   - transport: what carried it.
  ///   - secret: what the hash of its Call-ID is made with.
  ///   - inDetail: whether to find at once what will be asked of it if its call is counted.
  init?(_ bytes: Span<UInt8>, over transport: Transport, _ secret: HashSecret, inDetail: Bool) {
    guard let outline = MessageOutline(bytes) else { return nil }
    self.outline = outline
    method = outline.transactionMethod(in: bytes)
    status = outline.status(in: bytes)
    callIDHash = secret.hash(bytes.extracting(outline.callID))
    details = inDetail ? Details(outline, bytes, over: transport) : nil
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

  /// What tells it from others that are not captured twice.
  func fingerprint(_ bytes: Span<UInt8>) -> UInt64 { details?.fingerprint ?? bytes.fingerprint }

  /// The media that its body announces.
  func media(_ bytes: Span<UInt8>) -> Few<AnnouncedMedia> { details?.media ?? Details.media(of: outline, bytes) }
}

/// What is asked of a message whose call is counted.
private struct Details {
  let fingerprint: UInt64
  let media: Few<AnnouncedMedia>

  init(_ outline: MessageOutline, _ bytes: Span<UInt8>, over transport: Transport) {
    // What came on a stream is never captured twice.
    fingerprint = transport == .udp ? bytes.fingerprint : 0
    media = Self.media(of: outline, bytes)
  }

  static func media(of outline: MessageOutline, _ bytes: Span<UInt8>) -> Few<AnnouncedMedia> {
    switch outline.bodyKind(in: bytes) {
    case .other: return Few()
    case .sessionDescription: return AnnouncedMedia.all(bytes, in: outline.body)
    case .multipart:
      guard let message = Message([UInt8](copying: bytes)), let range = message.sessionDescription else { return Few() }
      return AnnouncedMedia.all(message.bytes.span, in: range)
    }
  }
}
