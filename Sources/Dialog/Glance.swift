import SDP
import SIP
import Wire

/// A message as it passes by: what one look tells of it.
///
/// It depends on the message alone, so it can be taken ahead of its turn. Its bytes are with whoever asks.
struct Glance: BitwiseCopyable {
  // It goes from one processor to another, so there is no room in it for what few messages are asked.
  /// What the list of calls finds its Call-ID by.
  let callIDHash: UInt64
  private let shortCallID: ShortRange
  private let from: ShortRange
  private let to: ShortRange
  /// Of the transaction: a request's own, a response's from its CSeq.
  private let transactionMethod: TransactionMethod
  /// The code of a response; -1 when there is none.
  private let code: Int16
  let isRequest: Bool
  let missingHeaders: MissingHeaders
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
    callIDHash = secret.hash(bytes.extracting(outline.callID))
    shortCallID = ShortRange(outline.callID)
    from = ShortRange(outline.addresses.from)
    to = ShortRange(outline.addresses.to)
    transactionMethod = outline.transactionMethod(in: bytes)
    // It has three digits.
    code = Int16(truncatingIfNeeded: outline.status(in: bytes) ?? -1)
    isRequest = outline.isRequest
    missingHeaders = outline.missingHeaders
    details = inDetail ? Details(outline, bytes, over: transport) : nil
  }

  var callID: ByteRange { shortCallID.range }

  /// Of a response; nil for a request.
  var status: Int? { code < 0 ? nil : Int(code) }

  /// The method of the transaction as text.
  func method(_ bytes: Span<UInt8>) -> String { transactionMethod.text(in: bytes) }

  var isInvite: Bool { if case .invite = transactionMethod { true } else { false } }

  /// The address in From; nil when it is missing or holds none.
  func from(_ bytes: Span<UInt8>) -> AddressOutline? { AddressOutline(bytes, in: from.range) }

  /// The address in To; nil when it is missing or holds none.
  func to(_ bytes: Span<UInt8>) -> AddressOutline? { AddressOutline(bytes, in: to.range) }

  /// Whether it may begin a dialog: its To has no tag.
  func isInitial(_ bytes: Span<UInt8>) -> Bool { isRequest && to(bytes)?.tag == nil }

  /// A hash of the tag in From, for a look at whose it is; 0 for none.
  func fromTagHash(_ bytes: Span<UInt8>) -> Int {
    guard let tag = from(bytes)?.tag else { return 0 }
    return tag.reduce(5381) { $0 &* 33 &+ Int(bytes[$1]) }
  }

  /// Whether it is the end of a call: a final answer to BYE, or one to INVITE that refuses.
  var endsCall: Bool {
    guard let status, status >= 200 else { return false }
    if case .bye = transactionMethod { return true }
    return isInvite && status >= 300
  }

  /// What tells it from others that are not captured twice.
  func fingerprint(_ bytes: Span<UInt8>) -> UInt64 { details?.fingerprint ?? bytes.fingerprint }

  /// Goes through the media that its body announces.
  @inline(__always)
  func forEachMedia(_ bytes: Span<UInt8>, _ body: (AnnouncedMedia) -> Void) {
    switch details?.media {
    case nil, .several: MessageOutline(bytes).map { Details.media(of: $0, bytes) }?.forEach(body)
    case .some(.none): break
    case .one(let media): body(media)
    }
  }
}

/// What is asked of a message whose call is counted.
private struct Details: BitwiseCopyable {
  let fingerprint: UInt64
  let media: Media

  /// More than one are not remembered but looked for once more: a glance goes from one processor to another.
  enum Media: BitwiseCopyable {
    case none
    case one(AnnouncedMedia)
    case several
  }

  init(_ outline: MessageOutline, _ bytes: Span<UInt8>, over transport: Transport) {
    // What came on a stream is never captured twice.
    fingerprint = transport == .udp ? bytes.fingerprint : 0
    let all = Self.media(of: outline, bytes)
    media = all.count > 1 ? .several : all.first.map { .one($0) } ?? .none
  }

  static func media(of outline: MessageOutline, _ bytes: Span<UInt8>) -> Few<AnnouncedMedia> {
    switch outline.bodyKind(in: bytes) {
    case .other: return Few()
    case .sessionDescription: return AnnouncedMedia.all(bytes, in: outline.body)
    case .multipart: return mediaOfParts(bytes)
    }
  }

  @inline(never)
  private static func mediaOfParts(_ bytes: Span<UInt8>) -> Few<AnnouncedMedia> {
    guard let message = Message([UInt8](copying: bytes)), let range = message.sessionDescription else { return Few() }
    return AnnouncedMedia.all(bytes, in: range)
  }
}
