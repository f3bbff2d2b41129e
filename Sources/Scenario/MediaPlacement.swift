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

  /// Plays `files`, which are in the order of time, where each began.
  ///
  /// Two that would begin at one step become one, since an engine leaves off the first to begin the second.
  ///
  /// - Returns: what is played; the others have no step that could.
  mutating func play(_ files: [MediaFile]) -> [MediaFile] {
    var placed: [(anchor: Int, file: MediaFile)] = []
    for file in files {
      guard let anchor = anchor(of: file) else { continue }
      if let last = placed.last, last.anchor == anchor, last.file.kind == file.kind {
        placed[placed.count - 1].file = last.file.followed(by: file)
      } else {
        placed.append((anchor, file))
      }
    }
    for (anchor, file) in placed.reversed() { play(file, at: anchor) }
    return placed.map(\.file)
  }

  /// The last step in front of its first packet that can carry a media action.
  private func anchor(of file: MediaFile) -> Int? {
    guard let known = sessionKnown else { return nil }
    let candidates = steps.indices.filter { $0 >= known && carriesMedia(steps[$0]) }
    return candidates.last { steps[$0].at <= file.first } ?? candidates.first
  }

  private mutating func play(_ file: MediaFile, at anchor: Int) {
    let action = MediaAction.play(file: file.name, kind: file.kind)
    let first = file.first
    end = max(end ?? 0, max(steps[anchor].at, first) + (file.last - first))
    if first - steps[anchor].at > Self.noticeable, anchor + 1 < steps.count, case .send = steps[anchor + 1].kind,
      steps[anchor + 1].at >= first
    {
      steps.insert(Step(kind: .act, actions: [action], frame: nil, at: first), at: anchor + 1)
    } else {
      steps[anchor].actions.append(action)
    }
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
