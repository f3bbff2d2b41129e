import Testing
import Wire

@testable import SIP

/// Damaged messages: whatever the parsers make of them, they must come back, and with ranges inside the message.
@Suite("Damaged messages")
struct MutationTests {
  /// A message with something of everything, for where the torture messages are missing.
  static let sample = Array(
    #"""
    INVITE sip:b;x=1:pw@[2001:db8::1]:5060;lr?Subject=a SIP/2.0
    Via: SIP/2.0/UDP [2001:db8::9]:5060;branch=z9hG4bK1;rport, SIP / 2.0 / TCP h:1;received=192.0.2.1
    From: "A \" , B" <sip:a@h;p="q">;tag="x" , ;
    To : <tel:+1;ext=2> ;tag = 1
    m: *, "unclosed <sip:c@d>
    CSeq: 1 INVITE
    i: <>@,,
    Proxy-Authorization: Digest username="u,\"", realm=r,,nonce="n
    c: multipart/mixed;boundary="b"
    Folded
     :
    	x

    --b
    c: application/sdp

    v=0
    --b--
    """#.utf8
  )

  /// Asks for all that a message can tell, and checks that every range is inside it.
  private func exhaust(_ bytes: [UInt8], everyValue: Bool = true) {
    _ = looksLikeSIP(bytes)
    _ = startOffset(bytes)
    guard let message = Message(bytes) else { return }
    var ranges = message.headers.flatMap { [$0.line, $0.name, $0.value] } + [message.body]
    // The parsers of values see every value, whichever header it belongs to; the last is the one that damage cut.
    for header in everyValue ? message.headers : message.headers.suffix(1) {
      ranges += bytes.pieces(header.value, separatedBy: .comma)
      let credentials = Credentials.parse(bytes, in: header.value)
      ranges += credentials?.parameters.map(\.whole) ?? []
      guard let address = NameAddr.parse(bytes, in: header.value) else { continue }
      ranges += [address.whole, address.uri.whole, address.display, address.uri.user, address.uri.host].compactMap(
        \.self
      )
    }
    for via in message.vias { ranges += [via.whole, via.transport, via.host] + via.parameters.map(\.whole) }
    ranges += message.contacts.flatMap { [$0.whole] + $0.parameters.map(\.whole) + $0.uri.parameters.map(\.whole) }
    ranges += message.bodyParts.flatMap { [$0.content] + $0.headers.map(\.line) }
    ranges += [message.callID, message.cseq?.method, message.from?.tag, message.to?.tag].compactMap(\.self)
    #expect(ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= bytes.count })
    #expect(message.remarks.allSatisfy { (0...bytes.count).contains($0.offset) })
  }

  /// The sample, and where they are the messages of RFC 4475.
  static let names = ["sample"] + Torture.all

  private func bytes(_ name: String) throws -> [UInt8] {
    name == "sample" ? Self.sample : try Torture.bytes(name)
  }

  @Test("truncated at every offset", arguments: names)
  func truncated(_ name: String) throws {
    let bytes = try bytes(name)
    // The one long message repeats itself, and would take longer than all others together.
    let step = bytes.count > 2000 ? 7 : 1
    for end in stride(from: 0, through: bytes.count, by: step) { exhaust(Array(bytes[..<end]), everyValue: false) }
  }

  @Test("with bytes flipped, doubled and taken out", arguments: names)
  func mutated(_ name: String) throws {
    let original = try bytes(name)
    var random = Xorshift(seed: UInt64(original.count) &* 0x9E37_79B9_7F4A_7C15 | 1)
    let structural = Array("<>;:,\"\\@[]?=/ \t\r\n%*\u{0}".utf8)
    for _ in 0..<100 {
      var bytes = original
      for _ in 0...random.next(below: 4) where !bytes.isEmpty {
        let offset = random.next(below: bytes.count)
        switch random.next(below: 4) {
        case 0: bytes[offset] ^= UInt8(1 << random.next(below: 8))
        case 1: bytes[offset] = structural[random.next(below: structural.count)]
        case 2: bytes.insert(bytes[offset], at: offset)
        default: bytes.removeSubrange(offset..<min(bytes.count, offset + random.next(below: 30)))
        }
      }
      exhaust(bytes)
    }
  }

  /// What a clever attacker would send: all would take minutes if they took quadratic time.
  @Test(
    "repeated fifty thousand times",
    arguments: ["\"", "\\\"", "<", ",", ";", "@", "a:", "\r\n ", "\"<", "--b\r\n", "<\">", ":", "%", "=;", "/"]
  )
  func repeated(_ text: String) {
    let flood = String(repeating: text, count: 50_000)
    for (front, back) in [
      ("INVITE sip:a@b SIP/2.0\r\nContact: ", "\r\n\r\n"), ("INVITE sip:a@b SIP/2.0\r\nVia: ", "\r\n\r\n"),
      ("INVITE ", " SIP/2.0\r\n\r\n"), ("INVITE sip:a@b SIP/2.0\r\nWWW-Authenticate: Digest ", "\r\n\r\n"),
      ("MESSAGE sip:a@b SIP/2.0\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n", ""),
    ] {
      exhaust(Array((front + flood + back).utf8))
    }
  }
}

/// Numbers that look random and are the same in every run.
struct Xorshift {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }
}
