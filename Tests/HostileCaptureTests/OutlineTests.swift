import Capture
import Dialog
import Foundation
import Noise
import SDP
import SIP
import Testing
import Wire

/// What one look over a message tells, held against what taking it apart tells: of every message of the fixtures, of
/// RFC 4475's, and of both with damage that is the same in each run.
@Suite struct OutlineTests {
  private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func files(in folder: URL, _ suffixes: [String]) -> [URL] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { name in suffixes.contains { name.hasSuffix($0) } }.sorted().map { folder.appending(path: $0) }
  }

  private static let captures = files(in: project.appending(path: "Fixtures"), ["/call.pcap", "/call.pcapng"])
  private static let torture = files(in: project.appending(path: "../shared/torture"), [".dat"])

  /// The messages of a capture.
  private static func messages(of file: URL) throws -> [[UInt8]] {
    let recorder = CallRecorder(capture: file.lastPathComponent, sipPort: nil, selection: .all)
    _ = try CaptureFile(file.path).read(into: recorder)
    return recorder.finish().calls.flatMap(\.timeline).map(\.bytes)
  }

  @Test("the messages of every fixture")
  func fixtures() throws {
    var count = 0
    for file in Self.captures {
      for bytes in try Self.messages(of: file) {
        count += 1
        Self.compare(bytes, file.path)
      }
    }
    #expect(count > 1000)
  }

  @Test("the messages of every fixture, damaged")
  func damagedFixtures() throws {
    var noise = Noise(seed: 4475)
    for file in Self.captures {
      for bytes in try Self.messages(of: file).prefix(4) {
        for _ in 0..<12 { Self.compare(Self.damaged(bytes, using: &noise), file.path) }
      }
    }
  }

  @Test("the messages of RFC 4475, whole and damaged", .enabled(if: !torture.isEmpty), arguments: torture)
  func ofTheRFC(_ file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    Self.compare(bytes, file.lastPathComponent)
    var noise = Noise(seed: UInt64(bytes.count))
    for _ in 0..<200 { Self.compare(Self.damaged(bytes, using: &noise), file.lastPathComponent) }
  }

  /// One of everything that can be said twice, be folded, be spelt oddly, or be missing.
  @Test(
    "what is said oddly",
    arguments: [
      "", "\r\n", "INVITE sip:a@b SIP/2.0", "INVITE sip:a@b SIP/2.0\r\n folded start: x\r\ni: 1\r\n\r\n",
      "INVITE sip:a@b SIP/2.0\r\nCall-ID:\r\n 1\r\nCall-ID: 2\r\n\r\n",
      "INVITE sip:a@b SIP/2.0\ni:1\nv:x\ncseq:1 INVITE\n\nbody",
      "INVITE sip:a@b SIP/2.0\r\nl: 3\r\nContent-Length: 3\r\nc: application/sdp\r\n\r\nv=0\r\n",
      "INVITE sip:a@b SIP/2.0\r\nl: 3\r\nContent-Length: 4\r\nc: application/sdp\r\n\r\nv=0\r\n",
      "INVITE sip:a@b SIP/2.0\r\nl: x\r\nl: 1\r\n\r\nv=0\r\n",
      "INVITE sip:a@b SIP/2.0\r\nl: 99999999999999999999\r\n\r\nv=0",
      "INVITE sip:a@b SIP/2.0\r\nFrom: *\r\nTo: \r\nf: <sip:x@y>;tag=1\r\n\r\n",
      "INVITE sip:a@b SIP/2.0\r\nFrom: \"<\" <sip:a;tag=no@h>;x=\";tag=2\";TAG = 3 ;tag=4\r\nt: sip:a@b;tag\r\n\r\n",
      "INVITE sip:a@b SIP/2.0\r\nFrom: \"open <sip:a@h>;tag=1\r\nTo: <sip:a@h\r\n\r\n",
      "SIP/2.0 1800 x\r\nCSeq: x INVITE\r\n\r\n", "SIP/2.0 200\r\ncseq: 1   INVITE x\r\n\r\n",
      "SIP/2.0 200 OK\r\nCSeq: 1 BYE\r\n\r\n",
      "MESSAGE sip:a SIP/2.0\r\nc: Multipart/Mixed;boundary=b\r\n\r\n--b\r\nc: application/sdp\r\n\r\nv=0\r\nm=audio 1 RTP/AVP 0\r\n--b--\r\n",
    ]
  )
  func odd(_ text: String) {
    Self.compare(Array(text.utf8), text)
    for end in 0..<text.utf8.count { Self.compare(Array(text.utf8.prefix(end)), text) }
  }

  @Test(
    "what descriptions say oddly",
    arguments: [
      "v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 0\r\nm=video 0 RTP/AVP 31\r\nm=image 5000 udptl t38\r\nc=IN IP6 2001:db8::1\r\n",
      "v=0\nm=audio 4000/2 RTP/AVP 0\nc=IN IP4 224.2.1.1/127/3\nc=IN IP4 192.0.2.9\nm=text x y z\nm=\nm=audio\nm = audio 7 x\n",
      "v=0\r\nc=IN IP4\r\nc=IN IP4 192.0.2.1 x\r\nc=IN IP4 host.example.com\r\nc=IN IP4 192.0.2.7\r\nm=audio 65536 x\r\nm=audio 65535\r\n",
      "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\n", "v=0", "V=0\r\nm=audio 1 x 0\r\n", "  v=0\r\n",
      "v \t=0\r\nm=a 1", "",
      "v=0\r\nm=audio 4000 RTP/AVP 0\r\nc\t=IN IP4 ::ffff:192.0.2.1\r\nm=audio +4 x\r\nm=audio 4 x\r\n\r\n\r\nc=IN IP4 192.0.2.3",
    ]
  )
  func descriptions(_ text: String) {
    let head = "INVITE sip:a@b SIP/2.0\r\nc: application/sdp\r\n\r\n"
    for end in 0...text.utf8.count { Self.compare(Array(head.utf8) + Array(text.utf8.prefix(end)), text) }
    var noise = Noise(seed: UInt64(text.utf8.count))
    for _ in 0..<300 { Self.compare(Array(head.utf8) + Self.damaged(Array(text.utf8), using: &noise), text) }
  }

  private static func compare(_ bytes: [UInt8], _ name: String) {
    let outline = MessageOutline(bytes.span)
    let message = Message(bytes)
    guard let outline, let message else {
      return #expect((outline == nil) == (message == nil), "\(name): \(bytes.text(0..<bytes.count))")
    }
    let (short, full) = (facts(of: outline, bytes), facts(of: message))
    #expect(short == full, "\(name): \(bytes.text(0..<bytes.count))")
  }

  /// What both can tell of a message, a line each.
  private static func facts(of outline: MessageOutline, _ bytes: [UInt8]) -> [String] {
    let span = bytes.span
    let (from, to) = (AddressOutline(span, in: outline.addresses.from), AddressOutline(span, in: outline.addresses.to))
    let media: [AnnouncedMedia] =
      outline.bodyKind(in: span) == .sessionDescription ? Array(AnnouncedMedia.all(span, in: outline.body)) : []
    return [
      "\(outline.isRequest) \(String(describing: outline.status(in: span)))",
      outline.transactionMethod(in: span).text(in: span), "call \(bytes.text(outline.callID))", "body \(outline.body)",
      "lacks \(outline.missingHeaders.names)", "kind \(outline.bodyKind(in: span))",
      "from \(from.map { "\($0.uri) \(String(describing: $0.tag))" } ?? "none")",
      "to \(to.map { "\($0.uri) \(String(describing: $0.tag))" } ?? "none")",
    ] + media.map { "\($0.line) \(bytes.text($0.kind.range)) \($0.port) \(String(describing: $0.address))" }
  }

  private static func facts(of message: Message) -> [String] {
    let bytes = message.bytes
    let cseqMethod = message.cseq.map { message.text($0.method) } ?? ""
    let isPresent: (HeaderName) -> Bool = { message.first($0) != nil }
    let lacks = [
      isPresent(.via) ? nil : "Via", message.callID == nil ? "Call-ID" : nil, isPresent(.cseq) ? nil : "CSeq",
    ].compactMap(\.self)
    let type = message.body.isEmpty ? nil : message.contentType
    let isMultipart = type.map { bytes.equals($0.type, ignoringCase: "multipart") } ?? false
    let kind: MessageOutline.BodyKind =
      isMultipart ? .multipart : type?.isSDP(in: bytes) == true ? .sessionDescription : .other
    return [
      "\(message.isRequest) \(String(describing: message.status))",
      message.method ?? cseqMethod, "call \(message.callID.map(message.text) ?? "")", "body \(message.body)",
      "lacks \(lacks)", "kind \(kind)",
      "from \(message.from.map { "\($0.uri.whole) \(String(describing: $0.tag))" } ?? "none")",
      "to \(message.to.map { "\($0.uri.whole) \(String(describing: $0.tag))" } ?? "none")",
    ] + (kind == .sessionDescription ? announced(in: message) : [])
  }

  private static func announced(in message: Message) -> [String] {
    guard let session = SessionDescription(message.bytes, in: message.body) else { return [] }
    return session.media.enumerated().compactMap { index, media in
      guard let port = media.portNumber, port != 0 else { return nil }
      let address = session.connection(for: media).flatMap(\.ip)
      return "\(index + 1) \(session.text(media.kind)) \(port) \(String(describing: address))"
    }
  }

  private static func damaged(_ original: [UInt8], using noise: inout Noise) -> [UInt8] {
    var bytes = original
    let structural = Array("<>;:,\"\\@[]?=/ \t\r\n%*\u{0}tTvVcCiIlLfFm0".utf8)
    for _ in 0..<Int.random(in: 1...5, using: &noise) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &noise)
      switch Int.random(in: 0..<6, using: &noise) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &noise)
      case 1, 2: bytes[place] = structural[Int.random(in: 0..<structural.count, using: &noise)]
      case 3: bytes.insert(structural[Int.random(in: 0..<structural.count, using: &noise)], at: place)
      case 4: bytes.insert(contentsOf: bytes[place...].prefix(40), at: Int.random(in: 0...bytes.count, using: &noise))
      default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...30, using: &noise)))
      }
    }
    return bytes
  }
}
