import Foundation
import Replay
import TestSupport
import Testing

/// baresip, a real softphone, with sound from a file and an account of its own.
final class Phone {
  private let program: TestSupport.Program

  static let executable = TestSupport.Program.inPath("baresip")

  /// Starts the phone, and waits until it listens.
  ///
  /// - Parameters:
  ///   - user: its name.
  ///   - port: where it listens, over UDP and TCP; media goes to the ports from 4 above.
  ///   - calling: the URI that it dials; nil for a phone that answers by itself.
  ///   - seconds: after how many it hangs up and ends.
  ///   - folder: for its files.
  init(_ user: String, on port: UInt16, calling uri: String?, seconds: Int, in folder: URL) async throws {
    let home = folder.appending(path: "phone")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try Self.tone.write(to: home.appending(path: "voice.wav"))
    try Data(Self.config(port, home.path).utf8).write(to: home.appending(path: "config"))
    let mode = uri == nil ? "auto" : "manual"
    // Its codecs are not those of the captures: an answer may choose.
    let account =
      "<sip:\(user)@127.0.0.1:\(port)>;regint=0;answermode=\(mode);audio_codecs=PCMA,PCMU;auth_user=\(user);auth_pass=secret\n"
    try Data(account.utf8).write(to: home.appending(path: "accounts"))
    try Data().write(to: home.appending(path: "contacts"))
    let dial = uri.map { ["-e", "/dial \($0)"] } ?? []
    program = try TestSupport.Program(
      try #require(Self.executable),
      ["-f", home.path, "-t", String(seconds)] + dial
    )
    if uri == nil {
      try await poll(within: .seconds(20)) { BoundPorts.now().udp.contains(port) || program.hasEnded }
    }
  }

  /// Waits until it ends by itself.
  ///
  /// - Returns: what it has printed.
  func end() async -> String {
    let end = await program.end(within: .seconds(30))
    #expect(!end.wasKilled)
    return end.output + end.errors
  }

  /// Has it hang up and end now.
  func stop() async -> String {
    program.signal(SIGTERM)
    return await end()
  }

  private static func config(_ port: UInt16, _ home: String) -> String {
    """
    sip_listen 127.0.0.1:\(port)
    rtp_ports \(port + 4)-\(port + 14)
    rtcp_mux no
    jitter_buffer_delay 1-5
    audio_source aufile,\(home)/voice.wav
    audio_player aufile,\(home)/heard.wav
    audio_alert aufile,\(home)/alert.wav
    module_path /usr/lib/baresip/modules
    module g711.so
    module aufile.so
    module_app account.so
    module_app contact.so
    module_app menu.so

    """
  }

  /// Ten seconds of 440 Hz, 8 kHz, 16 bits, one channel, as a WAV file.
  private static let tone: Data = {
    let samples = (0..<80_000).map { Int16(8000 * sin(Double($0) * 2 * .pi * 440 / 8000)) }
    let sound = samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    func little(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let format = little(1, 2) + little(1, 2) + little(8000, 4) + little(16_000, 4) + little(2, 2) + little(16, 2)
    let head = Array("RIFF".utf8) + little(36 + sound.count, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
    return Data(head + format + Array("data".utf8) + little(sound.count, 4) + sound)
  }()
}
