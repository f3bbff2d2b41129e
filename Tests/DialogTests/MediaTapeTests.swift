import Testing
import Wire

@testable import Dialog

/// The media that is kept for one call.
@Suite struct MediaTapeTests {
  private final class Listener: TrafficReceiver {
    var heard: [String] = []

    func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
      heard.append("\(datagram.frame): \([UInt8](copying: payload)) \(missing)")
    }

    func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {}
    func ended(stream: StreamID) {}
  }

  private func datagram(_ frame: FrameNumber) -> Arrival {
    let host = IPAddress(v4: 0xC000_020A)
    return Arrival(
      time: CaptureTime(nanoseconds: Int64(frame)),
      frame: frame,
      source: Endpoint(address: host, port: 6000),
      destination: Endpoint(address: host, port: 7000),
      transport: .udp
    )
  }

  private func record(_ payload: [UInt8], _ frame: FrameNumber, on tape: inout MediaTape, missing: Int = 0) {
    tape.record(datagram(frame), payload.span, missing: missing)
  }

  @Test func whatWasRecordedIsPlayedInOrder() {
    var tape = MediaTape()
    record([1, 2], 3, on: &tape)
    record([], 5, on: &tape, missing: 7)
    record([3], 9, on: &tape)
    let listener = Listener()
    tape.play(to: listener)
    #expect(tape.isWhole)
    #expect(listener.heard == ["3: [1, 2] 0", "5: [] 7", "9: [3] 0"])
  }

  @Test func aTapeThatIsFullKeepsNothing() {
    var tape = MediaTape()
    let second = [UInt8](repeating: 0xFF, count: 60_000)
    for frame in 1...270 { record(second, frame, on: &tape) }
    #expect(tape.isWhole)
    for frame in 271...300 { record(second, frame, on: &tape) }
    #expect(!tape.isWhole)
    let listener = Listener()
    tape.play(to: listener)
    #expect(listener.heard.isEmpty)
  }

  @Test func packetsWithoutBytesFillItToo() {
    var tape = MediaTape()
    for frame in 1...MediaTape.room / 64 { record([], frame, on: &tape) }
    #expect(!tape.isWhole)
  }
}
