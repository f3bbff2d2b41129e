/// A made-up call, and how far it has come.
///
/// Its packets have one order from the start: INVITE to ACK, a packet of each party in turn, BYE and its 200. So only
/// calls have to be merged with each other.
final class SyntheticCall {
  /// What is sent next.
  private enum Turn {
    case message(SIPMessage)
    case voice(fromCaller: Bool, number: Int)
  }

  private let caller: Party
  private let callee: Party
  private let dialog: SIPDialog
  private let seed: UInt64
  private let start: UInt64
  /// From INVITE to the 200, in microseconds.
  private let answer: UInt64
  /// From ACK to BYE, in microseconds.
  private let talk: UInt64
  /// Packets of RTP, both parties together.
  private let voices: Int
  private var step = 0

  /// Lays out a call.
  ///
  /// - Parameters:
  ///   - number: which call of the capture; all that tells it from others follows from it.
  ///   - start: when its INVITE is sent, in microseconds since the begin of the capture.
  ///   - seconds: how long the parties talk.
  ///   - media: whether their RTP is in the capture.
  ///   - callID: the Call-ID, nil to make one up.
  init(number: Int, start: UInt64, seconds: Int, media: Bool, callID: String?) {
    var dice = SplitMix64(seed: UInt64(number))
    seed = dice.next()
    caller = Party(.caller, call: number, dice: &dice)
    callee = Party(.callee, call: number, dice: &dice)
    dialog = SIPDialog(caller: caller, callee: callee, callID: callID, dice: &dice)
    self.start = start
    answer = UInt64.random(in: 500_000...2_500_000, using: &dice)
    talk = UInt64(seconds) * 1_000_000 + 20_000
    voices = media ? 2 * seconds * Voice.packetsPerSecond : 0
  }

  /// When the next packet was captured, in microseconds since the begin of the capture.
  var time: UInt64 {
    let acknowledged = start + answer + 4_000
    switch turn {
    case .message(.invite): return start
    case .message(.trying): return start + 3_000
    case .message(.ringing): return start + 40_000
    case .message(.answer): return start + answer
    case .message(.acknowledge): return acknowledged
    case .message(.bye): return acknowledged + talk
    case .message(.byeAnswer): return acknowledged + talk + 5_000
    case .voice(let fromCaller, let number):
      // Up to a millisecond late, where ten lie between two packets: their order stays.
      var jitter = SplitMix64(seed: seed &+ UInt64(step))
      let phase = fromCaller ? 0 : Voice.interval / 2
      return acknowledged + 5_000 + UInt64(number) * Voice.interval + phase + jitter.next() % 1000
    }
  }

  /// Who sends the next packet, and who gets it.
  var endpoints: (source: Endpoint, destination: Endpoint) {
    switch turn {
    case .message(let message) where message.status == nil: (caller.signalling, callee.signalling)
    case .message: (callee.signalling, caller.signalling)
    case .voice(fromCaller: true, _): (caller.media, callee.media)
    case .voice(fromCaller: false, _): (callee.media, caller.media)
    }
  }

  /// Replaces what stands in `payload` by what the next packet carries.
  func writePayload(to payload: inout [UInt8]) {
    payload.removeAll(keepingCapacity: true)
    switch turn {
    case .message(let message): dialog.write(message, to: &payload)
    case .voice(let fromCaller, let number): (fromCaller ? caller : callee).voice.write(packet: number, to: &payload)
    }
  }

  /// Goes on to the next packet; false when the call is over.
  func advance() -> Bool {
    step += 1
    return step < SIPMessage.opening.count + voices + SIPMessage.ending.count
  }

  private var turn: Turn {
    let voice = step - SIPMessage.opening.count
    if voice < 0 { return .message(SIPMessage.opening[step]) }
    if voice < voices { return .voice(fromCaller: voice % 2 == 0, number: voice / 2) }
    return .message(SIPMessage.ending[voice - voices])
  }
}
