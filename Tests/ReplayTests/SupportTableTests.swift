import Foundation
import TestSupport
import Testing

/// Every row of the README's support table names what shows it: fixtures, all of which the suites beside this one replay.
@Suite struct SupportTableTests {
  /// How a row begins, and the fixtures that are replayed for it.
  ///
  /// Where none stands a suite of its own does it.
  private static let shownBy: [(row: String, fixtures: [String])] = [
    ("SIP over UDP, fragments included", ["plain-udp", "fragmented-invite-udp", "fragmented-invite-ipv6"]),
    ("SIP over TCP", ["plain-tcp", "segmented-invite-tcp", "out-of-order-tcp", "plain-tcp-ipv6"]),
    ("IPv4", ["plain-udp", "plain-tcp"]),
    ("IPv6", ["plain-ipv6", "plain-tcp-ipv6", "challenge-407-tcp-ipv6"]),
    ("audio of both parties", ["plain-udp", "callee-behind-nat-udp"]),
    ("caller hangs up", ["plain-udp"]),
    ("callee hangs up", ["callee-hangs-up-udp", "callee-hangs-up-tcp", "callee-hangs-up-ipv6", "bye-crossing-udp"]),
    ("401 and 407", ["challenge-401-udp", "challenge-407-udp", "bye-407-tcp", "prack-407-tcp", "subscribe-401-tcp"]),
    (
      "rejected, cancelled and redirected calls",
      [
        "rejected-486-udp", "rejected-603-ipv6", "cancel-ringing-udp", "cancel-ringing-tcp", "cancel-within-udp",
        "redirect-302-udp", "session-interval-422-udp", "glare-491-udp", "rejected-within-udp",
      ]
    ),
    (
      "REGISTER, SUBSCRIBE and NOTIFY",
      [
        "register-refresh-unregister-udp", "register-unchallenged-tcp", "subscribe-notify-udp", "message-alone-tcp",
        "options-alone-ipv6", "publish-alone-udp", "unknown-method-alone-udp", "subscribe-in-call-udp",
        "options-in-dialog-udp",
      ]
    ),
    (
      "183 with early media",
      [
        "early-media-183-udp", "forking-180-udp", "reliable-183-prack-udp", "update-before-answer-udp",
        "update-after-answer-tcp",
      ]
    ),
    (
      "re-INVITE from either side",
      [
        "hold-resume-caller-udp", "hold-callee-udp", "codec-change-udp", "codec-change-caller-udp", "late-offer-udp",
        "late-offer-within-udp", "session-refresh-invite-udp", "session-refresh-update-ipv6",
      ]
    ),
    (
      "REFER and NOTIFY, INFO",
      [
        "refer-notify-udp", "refer-from-callee-ipv6", "replaces-udp", "info-dtmf-udp", "overlapping-udp",
        "glare-491-udp",
      ]
    ),
    ("audio to T.38", ["t38-switch-udp", "t38-switch-caller-udp", "t38-switch-ipv6"]),
    ("`m=video` beside audio", ["video-and-audio-udp", "video-and-audio-ipv6", "video-and-audio-tcp"]),
    ("media held and resumed", ["hold-resume-caller-udp", "media-moves-udp", "captured-twice-udp"]),
    ("a call through a proxy", ["kamailio-call", "proxy-no-record-route-udp", "proxy-two-challenges-udp"]),
    ("a call cut off", ["cut-at-end-udp", "cut-at-end-tcp"]),
    ("a call whose start was not captured", ["start-missing-udp", "start-missing-tcp"]),
    ("captured text that the engine", ["challenge-401-udp", "message-in-dialog-udp", "compact-udp"]),
    ("both credentials in one message", ["proxy-two-challenges-udp"]),
    ("another leg than the first", ["kamailio-call", "proxy-two-phones-udp"]),
    // ProxyTests and PhoneTests.
    ("a record-routing proxy", []),
    ("a real phone", []),
  ]

  /// The first and the last cell of every row.
  private static func rows() throws -> [(title: String, sipp: String)] {
    let page = try String(contentsOf: Project.root.appending(path: "README.md"), encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "\n## What is supported\n").last?.components(separatedBy: "\n## ").first
    )
    return section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().compactMap { line in
      let cells = line.components(separatedBy: " | ")
      guard let first = cells.first, let last = cells.last else { return nil }
      return (String(first.dropFirst(2)), last)
    }
  }

  @Test func `every row is replayed`() throws {
    let rows = try Self.rows()
    #expect(rows.count == Self.shownBy.count)
    for row in rows {
      #expect(row.sipp.contains("replayed"), "'\(row.title)' claims what nothing shows")
      #expect(Self.shownBy.contains { row.title.hasPrefix($0.row) }, "nothing shows '\(row.title)'")
    }
    for (_, fixtures) in Self.shownBy {
      for name in fixtures { _ = try Fixture.named(name) }
    }
  }
}
