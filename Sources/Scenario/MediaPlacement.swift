import Dialog
import Media
import RuleEngine

/// Puts a role's media into its steps: where the capture has its first packet, as far as the target lets an action
/// stand there and both parties have said by then where media goes.
struct MediaPlacement {
  private let capabilities: Target.Capabilities
  /// The steps, with the actions in them.
  private(set) var steps: [Step]
  /// When the last packet goes out, in microseconds of the call; nil when nothing is played.
  private(set) var end: Int?

  /// Media that begins later than this behind its step gets a step of its own, in microseconds.
  private static let noticeable = 100_000

  init(_ steps: [Step], capabilities: Target.Capabilities) {
    self.steps = steps
    self.capabilities = capabilities
  }

  /// Plays `file` where it began.
  ///
  /// - Returns: whether there is a step that can.
  mutating func play(_ file: MediaFile) -> Bool {
    guard let first = file.stream.flows.map(\.first).min(), let last = file.stream.flows.map(\.last).max(),
      let known = sessionKnown
    else { return false }
    let candidates = steps.indices.filter { $0 >= known && carriesMedia(steps[$0]) }
    guard let anchor = candidates.last(where: { steps[$0].at <= first }) ?? candidates.first else { return false }
    let action = MediaAction.play(file: file.name, kind: file.stream.kind)
    end = max(steps[anchor].at, first) + (last - first)
    if first - steps[anchor].at > Self.noticeable, anchor + 1 < steps.count, case .send = steps[anchor + 1].kind,
      steps[anchor + 1].at >= first
    {
      steps.insert(Step(kind: .act, actions: [action], frame: nil, at: first), at: anchor + 1)
    } else {
      steps[anchor].actions.append(action)
    }
    return true
  }

  /// Stops the media where the call ends: in front of the message that this role sends, or with the one that it gets.
  mutating func stop(at terminator: Int) {
    guard capabilities.stopsMedia, end != nil else { return }
    if case .receive = steps[terminator].kind, carriesMedia(steps[terminator]) {
      steps[terminator].actions.append(.stop)
    } else {
      steps.insert(Step(kind: .act, actions: [.stop], frame: nil, at: steps[terminator].at), at: terminator)
    }
  }

  /// The first step after which this role has said where it wants media, and knows where to send it.
  private var sessionKnown: Int? {
    var hasSent = false
    var hasReceived = false
    for (index, step) in steps.enumerated() {
      switch step.kind {
      case .send(let send): hasSent = hasSent || send.hasSession
      case .receive(let receive): hasReceived = hasReceived || receive.hasSession
      case .pause, .act: break
      }
      if hasSent, hasReceived { return index }
    }
    return nil
  }

  private func carriesMedia(_ step: Step) -> Bool {
    switch step.kind {
    case .send: capabilities.mediaAt.contains("send")
    // What may not come can't start anything.
    case .receive(let receive): capabilities.mediaAt.contains("receive") && !receive.isOptional
    case .pause, .act: false
    }
  }
}
