import Dialog
import Testing

/// Captures of other people's stacks, as tshark sees them.
@Suite(.enabled(if: Captures.haveStrangers)) struct StrangerTests {
  /// Kind, outcome and messages of each call, in the order of their first messages.
  private static let captures: [(String, [String])] = [
    (
      "arkime.arkime.gtp-iphone.pcap",
      ["register answered 6", "subscribe rejected 405 2", "invite answered 7", "message answered 2"]
    ),
    ("dotpcap.packetnet.udp-ip-fragmented.pcap", ["invite rejected 415 3", "invite answered 10"]),
    ("irontec.sngrep.ipv6frag.pcap", ["invite answered 32"]),
    ("lunacyzeus.go-sip-parser.11.pcapng", ["invite answered 11", "invite answered 11"]),
    ("maryls.laborator09.sip.pcap", ["register answered 8", "invite answered 11"]),
    ("michalcab.isa.sip-27c670.pcapng", ["invite answered 9"]),
    ("nokia.pcaptoparquet.50-sip-ott.pcap", ["invite answered 12", "message rejected 500 2"]),
    (
      "normb.sipnab.asterisk-zfone-xlite.pcap",
      [
        "register answered 4", "options answered 2", "subscribe rejected 404 4", "subscribe rejected 404 4",
        "invite answered 13",
      ]
    ),
    ("normb.sipnab.dtmfsipinfo.pcap", ["invite answered 32"]),
    (
      "normb.sipnab.sip-dtmf2.pcap",
      [
        "register answered 6", "register answered 6", "invite rejected 603 4", "register answered 3",
        "invite answered 10",
      ]
    ),
    ("oisf.suricata-verify.sip-compact-form.pcap", ["invite unfinished 1"]),
    ("oisf.suricata-verify.sip-tcp.pcap", ["register answered 2"]),
    ("zeek.zeek.sip-junk-before-request.pcap", []),
    (
      "zongbingwang.pcapapplication.yate.pcap", ["invite rejected 404 4", "invite rejected 404 4", "invite answered 8"]
    ),
  ]

  @Test(arguments: captures) func calls(_ name: String, _ expected: [String]) throws {
    let recording = try Captures.stranger(name)
    #expect(recording.summaries.map { "\($0.kind) \($0.outcome) \($0.messages)" } == expected)
    for call in recording.calls {
      #expect(call.timeline.map(\.at) == call.timeline.map(\.at).sorted())
      #expect(
        call.timeline.reduce(0) { $0 + 1 + $1.retransmissions.count } == recording.summaries[call.number - 1].messages
      )
    }
  }

  @Test func aProxyOfIPv6() throws {
    let call = try #require(try Captures.stranger("irontec.sngrep.ipv6frag.pcap").calls.first)
    #expect(call.legs.count == 2)
    #expect(
      call.transactions.filter { $0.leg == 1 }.map(\.method) == ["INVITE", "PRACK", "UPDATE", "PRACK", "UPDATE", "BYE"]
    )
  }

  @Test func aRegistrationAndACallUnderOneCallID() throws {
    let recording = try Captures.stranger("profuzzbench.profuzzbench.sip-1.pcap")
    #expect(recording.summaries.map(\.messages) == [2, 14])
    #expect(recording.calls.last?.transactions.map(\.method).contains("INVITE") == true)
  }
}
