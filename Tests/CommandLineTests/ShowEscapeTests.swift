import Foundation
import Testing

/// Whatever a capture holds is text in its page: no tag, no attribute, no script.
@Suite struct ShowEscapeTests {
  private static let script = "<script>alert(1)</script>"
  private static let image = "\"'><img src=x onerror=alert(2)>"

  private func page(of recorded: Recorded) throws -> String {
    let scratch = try Scratch()
    let capture = try scratch.write(recorded.bytes, to: "<b onload=x>.pcap")
    let run = try Program.run(["show", capture, "--html", scratch.path("call.html")])
    try #require(run.status == 0, "\(run.complaints)")
    return try String(contentsOf: scratch.url.appending(path: "call.html"), encoding: .utf8)
  }

  /// The names of all tags, and of their attributes.
  private func markup(of page: String) -> (tags: Set<String>, attributes: Set<String>) {
    var tags: Set<String> = []
    var attributes: Set<String> = []
    for tag in page.matches(of: /<\/?([^\s>]*)([^>]*)>/) {
      tags.insert(String(tag.1))
      for attribute in tag.2.matches(of: /([^\s="']+)="[^"]*"/) { attributes.insert(String(attribute.1)) }
      let rest = tag.2.replacing(/([^\s="']+)="[^"]*"/, with: "").trimmingCharacters(in: .whitespaces)
      #expect(["", "/", "html"].contains(rest), "\(tag.0)")
    }
    return (tags, attributes)
  }

  private static func hostile() -> Recorded {
    var recorded = Recorded()
    func message(_ start: String, cseq: String) -> [UInt8] {
      let body =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\ns=\(script)\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\n"
        + "m=\(script) 30000 RTP/AVP 0\r\na=rtpmap:0 \(script)/8000\r\n"
      let lines = [
        start, "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1",
        "From: \"\(script)\" <sip:\(image)@192.0.2.10>;tag=a",
        "To: \(image) <sip:bob@192.0.2.20>", "Call-ID: \(script)\(image)", "CSeq: 1 INVITE", "X-\(script): \(image)",
        "User-Agent: \(script)\u{1}\u{1B}[31m", "Content-Type: application/sdp", "Content-Length: \(body.utf8.count)",
        "", body,
      ]
      return Array(lines.joined(separator: "\r\n").utf8)
    }
    recorded.send(message("INVITE sip:\(image)@192.0.2.20 SIP/2.0", cseq: "1 INVITE"), from: (10, 5060), to: (20, 5060))
    recorded.send(message("SIP/2.0 486 \(script)\(image)", cseq: "1 INVITE"), from: (20, 5060), to: (10, 5060))
    return recorded
  }

  @Test func `scripts of a capture come out as text`() throws {
    let hostile = try page(of: Self.hostile())
    let plain = try page(of: .call())
    let (tags, attributes) = markup(of: hostile)
    let known = markup(of: plain)
    #expect(tags == known.tags, "\(tags.symmetricDifference(known.tags))")
    #expect(attributes == known.attributes, "\(attributes.symmetricDifference(known.attributes))")
    #expect(!tags.contains("script"))
    #expect(attributes.allSatisfy { !$0.hasPrefix("on") })
    // They are all there, to be read.
    for line in ["486 ", "s=", "Call-ID: ", "From: &quot;", "User-Agent: "] {
      #expect(hostile.contains(line + "&lt;script&gt;alert(1)&lt;/script&gt;"), "\(line)")
    }
    #expect(
      hostile.contains("X-&lt;script&gt;alert(1)&lt;/script&gt;: &quot;&#39;&gt;&lt;img src=x onerror=alert(2)&gt;")
    )
    #expect(hostile.contains("&lt;b onload=x&gt;.pcap"))
    // What moves a terminal's cursor or means nothing in HTML is told by its number.
    #expect(hostile.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(hostile.contains("\\x01\\x1B[31m"))
  }

  @Test func `the page fetches nothing and lets no script run`() throws {
    let page = try page(of: .call())
    let policy = try #require(page.firstMatch(of: /http-equiv="Content-Security-Policy" content="([^"]*)"/)).1
    #expect(policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
    #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("url(") && !page.contains("@import"))
    let links = page.matches(of: /(href|xmlns)="([^"]*)"/).map { String($0.2) }
    #expect(links.allSatisfy { $0.hasPrefix("#") || $0 == "http://www.w3.org/2000/svg" })
  }

  @Test func `every message has a link that opens it, and one that leads back`() throws {
    let page = try page(of: .call())
    let targets = Set(page.matches(of: /id="([^"]*)"/).map { String($0.1) })
    let links = page.matches(of: /href="#([^"]*)"/).map { String($0.1) }
    #expect(Set(links) == targets)
    #expect(targets == Set((1...5).flatMap { ["a\($0)", "m\($0)"] }))
  }
}
