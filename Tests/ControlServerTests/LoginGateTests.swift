#if Control
@testable import ControlServer
import Synchronization
import Testing

struct LoginGateTests {
  /// A clock that is moved by hand.
  private final class Clock: Sendable {
    private let time = Mutex(ContinuousClock.Instant.now)

    var now: ContinuousClock.Instant { time.withLock { $0 } }

    func pass(_ duration: Duration) { time.withLock { $0 += duration } }
  }

  private let clock = Clock()
  private let gate: LoginGate
  private let user: User

  init() throws {
    gate = try LoginGate { [clock] in clock.now }
    user = User(name: "alice", password: try PasswordHash(of: "right").text, isAdmin: false, createdAt: .now)
  }

  /// Seconds to wait; nil when the password was looked at.
  private func wait(_ password: String, _ keys: String...) async throws -> Int? {
    do {
      _ = try await gate.admits(password, to: user, keys: keys)
      return nil
    } catch let refusal as Refusal {
      return refusal.message.split(separator: " ").compactMap { Int($0) }.first
    }
  }

  @Test func fiveWrongOnesCloseItForFifteenMinutes() async throws {
    for _ in 0..<LoginGate.mostFailures { #expect(try await wait("wrong", "a", "b") == nil) }
    #expect(try await wait("right", "a") == 900)
    #expect(try await wait("right", "b", "c") == 900)
    #expect(try await wait("wrong", "c") == nil)
    clock.pass(.seconds(899))
    #expect(try await wait("right", "a") == 1)
    clock.pass(.seconds(1))
    #expect(try await gate.admits("right", to: user, keys: ["a"]))
  }

  @Test func whatWasRefusedDoesNotLengthenTheWait() async throws {
    for _ in 0..<LoginGate.mostFailures { #expect(try await wait("wrong", "a") == nil) }
    clock.pass(.seconds(800))
    for _ in 0..<10 { #expect(try await wait("wrong", "a") == 100) }
    clock.pass(.seconds(100))
    #expect(try await wait("right", "a") == nil)
  }

  @Test func aRightOneForgetsTheWrongOnes() async throws {
    for _ in 0..<4 { #expect(try await wait("wrong", "a") == nil) }
    #expect(try await gate.admits("right", to: user, keys: ["a"]))
    for _ in 0..<5 { #expect(try await wait("wrong", "a") == nil) }
    #expect(try await wait("right", "a") != nil)
  }

  @Test func nobodyHasNoPassword() async throws {
    #expect(try await !gate.admits("right", to: nil, keys: ["a"]))
  }
}
#endif
