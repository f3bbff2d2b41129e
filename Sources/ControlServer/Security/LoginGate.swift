#if Control
import HTTPTypes

/// Lets a name or an address try a few passwords, then makes it wait, and checks one password at a time: each costs 32 MiB.
actor LoginGate {
  /// How many wrong passwords are borne within `window`.
  static let mostFailures = 5
  static let window: Duration = .seconds(900)
  /// Of how many names and addresses failures are remembered; beyond it the oldest are forgotten.
  static let mostKeys = 10_000

  private var failures: [String: [ContinuousClock.Instant]] = [:]
  private let now: @Sendable () -> ContinuousClock.Instant
  /// A hash of no password: checked where there is no such user, so that the time does not tell.
  private let decoy: PasswordHash

  init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) throws {
    self.now = now
    decoy = try PasswordHash(of: Secret.token())
  }

  /// Seconds to wait until one of these may try again; nil when all may.
  private func wait(for keys: [String]) -> Int? {
    let now = now()
    return keys.compactMap { key -> Int? in
      let recent = failures[key, default: []].filter { now - $0 < Self.window }
      failures[key] = recent.isEmpty ? nil : recent
      guard recent.count >= Self.mostFailures, let first = recent.first else { return nil }
      return max(1, Int((Self.window - (now - first)).components.seconds))
    }.max()
  }

  /// Whether the password fits the user's; a wrong one counts against all `keys`.
  ///
  /// Throws `Refusal` (429) when one of these has to wait. Both are one step: of many that come at once, only so many are
  /// tried.
  func admits(_ password: String, to user: User?, keys: [String]) throws -> Bool {
    if let seconds = wait(for: keys) {
      var refusal = Refusal(.tooManyRequests, "too many wrong passwords: try again in \(seconds) s")
      refusal.headers[.retryAfter] = String(seconds)
      throw refusal
    }
    let isRight = (user.map { PasswordHash(text: $0.password) } ?? decoy).fits(password) && user != nil
    let now = now()
    if isRight {
      for key in keys { failures[key] = nil }
    } else {
      if failures.count > Self.mostKeys,
        let oldest = failures.min(by: { ($0.value.last ?? now) < ($1.value.last ?? now) })
      {
        failures[oldest.key] = nil
      }
      for key in keys { failures[key, default: []].append(now) }
    }
    return isRight
  }
}
#endif
