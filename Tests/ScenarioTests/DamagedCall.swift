import Dialog
import Noise
import Wire

/// A captured call of which messages were lost, changed or moved, as the recorder would have heard it.
struct DamagedCall {
  private(set) var calls: [Call] = []
  /// What was done.
  private(set) var story = ""

  /// A message on the wire.
  struct Heard {
    let source: Endpoint
    let destination: Endpoint
    let transport: Transport
    var bytes: [UInt8]

    init(_ message: CapturedMessage) {
      source = message.source
      destination = message.destination
      transport = message.transport
      bytes = message.bytes
    }
  }

  init(_ call: Call, using random: inout Noise) {
    var messages = call.timeline.map(Heard.init)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard let place = messages.indices.randomElement(using: &random) else { break }
      switch Int.random(in: 0..<8, using: &random) {
      case 0...2:
        story += "message \(place) is lost; "
        messages.remove(at: place)
      case 3:
        let other = messages.indices.randomElement(using: &random) ?? place
        story += "messages \(place) and \(other) change places; "
        messages.swapAt(place, other)
      case 4:
        story += "message \(place) comes twice; "
        messages.append(messages[place])
      default: change(&messages[place], at: place, using: &random)
      }
    }
    calls = Self.recorded(messages)
  }

  /// Takes a line out of a message, or changes a word in it.
  private mutating func change(_ message: inout Heard, at place: Int, using random: inout Noise) {
    var lines = message.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let end = max(1, lines.firstIndex { $0.count < 2 } ?? lines.count)
    let line = Int.random(in: 0..<end, using: &random)
    let text = String(decoding: lines[line], as: UTF8.self)
    if line > 0, Bool.random(using: &random) {
      story += "message \(place) loses '\(text.dropLast())'; "
      lines.remove(at: line)
    } else if let digit = text.utf8.indices.filter({ (0x30...0x39).contains(text.utf8[$0]) }).randomElement(
      using: &random
    ) {
      var bytes = Array(text.utf8)
      bytes[text.utf8.distance(from: text.utf8.startIndex, to: digit)] = 0x30 + UInt8.random(in: 0...9, using: &random)
      lines[line] = bytes[...]
      story += "message \(place) says '\(String(decoding: bytes.dropLast(), as: UTF8.self))'; "
    }
    message.bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// What is heard of these messages, 10 ms apart.
  static func recorded(_ messages: [Heard]) -> [Call] {
    let recorder = CallRecorder(capture: "call.pcap", sipPort: nil, selection: .all)
    for (index, message) in messages.enumerated() {
      let arrival = Arrival(
        time: CaptureTime(nanoseconds: 1_700_000_000_000_000_000 + Int64(index) * 10_000_000),
        frame: index + 1,
        source: message.source,
        destination: message.destination,
        transport: message.transport
      )
      recorder.receive(datagram: arrival, payload: message.bytes.span, missing: 0)
    }
    return recorder.finish().calls
  }
}
