import Capture
import Diagnostics
import Foundation
import Testing

/// Captures of strangers, and what tshark counts in them; skipped where they are not at hand.
struct StrangersTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../../shared/captures"
  ).standardizedFileURL

  /// Frames; datagrams (`udp and not icmp and not icmpv6`, of tunnels the innermost); bytes of TCP (`tcp.len`, without
  /// retransmissions).
  static let counts: [(file: String, frames: Int, datagrams: Int, bytes: Int)] = [
    ("arkime.arkime.gtp-iphone.pcap", 106, 40, 11_906),
    ("dotpcap.packetnet.udp-ip-fragmented.pcap", 14, 13, 0),
    ("irontec.sngrep.ipv6frag.pcap", 34, 32, 0),
    ("lunacyzeus.go-sip-parser.11.pcapng", 22, 22, 0),
    ("maryls.laborator09.sip.pcap", 195, 195, 0),
    ("michalcab.isa.sip-27c670.pcapng", 175, 173, 0),
    ("nokia.pcaptoparquet.50-sip-ott.pcap", 20, 5, 11_686),
    ("normb.sipnab.asterisk-zfone-xlite.pcap", 1042, 1042, 0),
    ("normb.sipnab.dtmfsipinfo.pcap", 32, 32, 0),
    ("normb.sipnab.sip-dtmf2.pcap", 1360, 1360, 0),
    ("oisf.suricata-verify.sip-compact-form.pcap", 1, 1, 0),
    ("oisf.suricata-verify.sip-tcp.pcap", 11, 0, 1076),
    ("profuzzbench.profuzzbench.sip-1.pcap", 16, 16, 0),
    ("zeek.zeek.sip-junk-before-request.pcap", 2, 2, 0),
    ("zongbingwang.pcapapplication.yate.pcap", 9702, 9702, 0),
  ]

  @Test(
    "counts agree with tshark's",
    .enabled(if: FileManager.default.fileExists(atPath: folder.path)),
    arguments: counts
  )
  func agreement(file: String, frames: Int, datagrams: Int, bytes: Int) throws {
    let recorder = Recorder()
    let report = try CaptureFile(Self.folder.appendingPathComponent(file).path).read(into: recorder)
    #expect(report.frames == frames)
    #expect(report.datagrams == datagrams)
    #expect(recorder.pieces.map(\.payload.count).reduce(0, +) == bytes)
    #expect(report.findings.all.isEmpty)
  }
}
