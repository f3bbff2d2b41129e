import Diagnostics
import RuleEngine
import SDP
import SIP
import Scenario
import Templates
import Wire

/// A parser that strangers feed, and how an input of the fuzzer becomes one of its own.
struct FuzzedParser: Sendable {
  let name: String
  let take: @Sendable ([UInt8]) -> Void

  /// All of them: a new one is an entry here, and perhaps seeds in `Seeds`.
  static let all: [FuzzedParser] = [
    FuzzedParser(name: "frames") { CaptureInput.frames($0) },
    FuzzedParser(name: "fragments") { CaptureInput.fragments($0) },
    FuzzedParser(name: "tcp") { CaptureInput.segments($0) },
    FuzzedParser(name: "hep") { CaptureInput.reports($0) },
    FuzzedParser(name: "capture") { CaptureInput.read($0) },
    FuzzedParser(name: "calls") { CaptureInput.datagrams($0) },
    FuzzedParser(name: "sip") { exhaust($0) },
    FuzzedParser(name: "framer") { cut($0) },
    FuzzedParser(name: "websocket") { unwrap($0) },
    FuzzedParser(name: "sdp") { describe($0) },
    FuzzedParser(name: "rules") { loadRules($0) },
    FuzzedParser(name: "templates") { loadTemplate($0) },
    FuzzedParser(name: "scenarios") { readScenario($0) },
  ]

  /// Asks for all that a message can tell.
  private static func exhaust(_ bytes: [UInt8]) {
    _ = SIPRecognition.looksLikeSIP(bytes.span)
    _ = SIPRecognition.startOffset(in: bytes.span)
    guard let message = Message(bytes) else { return }
    var ranges = [message.body] + message.headers.flatMap { [$0.line, $0.name, $0.value] }
    for header in message.headers {
      ranges += [NameAddr.parse(bytes, in: header.value)?.whole, CSeq.parse(bytes, in: header.value)?.method]
        .compactMap(\.self)
      ranges += Credentials.parse(bytes, in: header.value)?.parameters.map(\.whole) ?? []
    }
    ranges += message.vias.map(\.whole) + message.contacts.map(\.whole) + message.bodyParts.map(\.content)
    ranges += [message.callID, message.from?.tag, message.to?.tag, message.topVia?.branch].compactMap(\.self)
    for range in ranges { precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count) }
    for remark in message.remarks { precondition((0...bytes.count).contains(remark.offset)) }
  }

  /// The first byte says how large the pieces are in which the rest comes; a piece that begins with 0xFF follows a gap.
  private static func cut(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    var framer = StreamFramer()
    var rest = bytes.dropFirst()
    var frame = 0
    while !rest.isEmpty {
      let piece = Array(rest.prefix(Int(first) + 1))
      rest = rest.dropFirst(piece.count)
      frame += 1
      if piece.first == 0xFF { framer.gap() }
      framer.append(piece.span, frame: frame, time: CaptureTime(nanoseconds: Int64(frame)))
      while let framed = framer.next() {
        precondition(!framed.bytes.isEmpty && framed.frames.allSatisfy { $0 <= frame })
      }
    }
    framer.end()
    while framer.next() != nil {}
    precondition(framer.held == 0)
  }

  /// As `cut` does it; the first piece says whether this is a WebSocket at all.
  private static func unwrap(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let size = Int(first) * 8 + 1
    var rest = bytes.dropFirst()
    guard var framer = WebSocketFramer(at: Array(rest.prefix(size)).span) else { return }
    var frame = 0
    while !rest.isEmpty {
      let piece = Array(rest.prefix(size))
      rest = rest.dropFirst(piece.count)
      frame += 1
      if piece.first == 0xFF { framer.gap() }
      framer.append(piece.span, frame: frame, time: CaptureTime(nanoseconds: Int64(frame)))
      while let framed = framer.next() {
        precondition(!framed.bytes.isEmpty && framed.frames.allSatisfy { $0 <= frame })
      }
      // Arrays double when they grow, and of each piece, be it one byte, it is known when it came.
      precondition(framer.held <= bytes.count * 128 + 1024)
    }
  }

  private static func describe(_ bytes: [UInt8]) {
    guard let session = SessionDescription(bytes, in: 0..<bytes.count) else { return }
    for media in session.media {
      _ = session.connection(for: media)
      for type in UInt8(0)..<128 { _ = media.rtpmap(for: type) }
    }
    for line in session.lines { precondition(line.whole.upperBound <= bytes.count) }
  }

  private static func loadRules(_ bytes: [UInt8]) {
    var findings = Findings()
    let file = RuleLoader.load(bytes, file: "fuzz.yaml", into: &findings)
    precondition(file != nil || findings.hasErrors)
  }

  /// The template that is tried stands beside one that it can include.
  private static func loadTemplate(_ bytes: [UInt8]) {
    var layers = TemplateLayers()
    layers.add([
      TemplateSource(name: "uac.xml", file: "uac.xml", text: String(decoding: bytes, as: UTF8.self)),
      TemplateSource(name: "send", file: "send", text: "s{{title}}"),
    ])
    var findings = Findings()
    let set = try? TemplateSet(layers, roots: [RootTemplate("uac.xml", ScenarioSchema.schema)], into: &findings)
    precondition(set != nil || findings.hasErrors)
    _ = try? set?.render("uac.xml", ["capture": .text("c"), "steps": .list([.group(["kind": .text("send")])])])
  }

  /// The engines that are asked, loaded once.
  private static let engines = RuleCatalog.targets.compactMap { try? RuleCatalog.ruleSet(target: $0, files: []).target }

  private static func readScenario(_ bytes: [UInt8]) {
    precondition(!engines.isEmpty)
    for engine in engines {
      var review = ScenarioReview(for: engine)
      review.check(bytes, of: "fuzz.xml")
      precondition(review.findings.all.allSatisfy { $0.location?.line ?? 1 <= bytes.count + 1 })
    }
  }
}
