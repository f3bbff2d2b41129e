import Dialog
import SIP
import Testing
import Wire

/// Captured credentials end where the model begins; only who they belong to is kept.
@Suite struct CredentialTests {
  private static let secret = "6629fae49393a05397450978507c4ef1"

  private func call(_ header: String) throws -> Call {
    let tape = Tape()
    tape.send(Talk.request("INVITE"))
    tape.answer(Talk.response(401, headers: ["WWW-Authenticate: Digest realm=\"r\", nonce=\"n\""]))
    tape.send(Talk.request("ACK", to: Talk.answered))
    tape.send(Talk.request("INVITE", cseq: 2, branch: "z9hG4bK-2", headers: [header, "X-After: 1"]))
    tape.answer(Talk.response(200, cseq: 2, branch: "z9hG4bK-2"))
    return try #require(tape.call)
  }

  @Test(arguments: [
    "Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"n\", uri=\"sip:r\", response=\"\(secret)\"",
    "Proxy-Authorization: Digest username=\"alice\", response=\"\(secret)\"",
    "AUTHORIZATION  :  digest   response=\"\(secret)\",username=\"alice\"",
    "Authorization: Digest username=\"alice\",\r\n  response=\"\(secret)\"",
    "Authorization: Digest username=\"alice\"\r\nProxy-Authorization: Digest username=\"al\", response=\"\(secret)\"",
    "Authorization: Digest username=alice, response=\(secret)",
  ])
  func theyAreBlottedOut(_ header: String) throws {
    let call = try call(header)
    let document = try Document.text(call)
    #expect(!document.contains(Self.secret) && !document.lowercased().contains("response="))
    #expect(call.legs.first?.caller.credentialsUser == "alice")
    #expect(call.legs.first?.callee.credentialsUser == nil)
    #expect(call.transactions.map(\.hasCredentials) == [false, true])
    #expect(call.transactions.map(\.isChallenged) == [true, false])
    let message = try #require(call.timeline[3].parsed)
    #expect(message.first("x-after") != nil)
    #expect(
      message.bytes.text(try #require(message.headers.first { HeaderName.credentials.contains($0.canonical) }).value)
        .lowercased() == "digest redacted"
    )
  }

  @Test(arguments: [
    "Authorization: \(secret)", "Authorization:", "Authorization: ", "Proxy-Authorization: Basic \(secret)",
  ])
  func malformedOnesToo(_ header: String) throws {
    #expect(try !Document.text(try call(header)).contains(Self.secret))
  }
}
