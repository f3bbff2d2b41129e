package import Diagnostics
private import Glibc
package import Scenario

/// A block of free ports for one replay, apart from those of any other that runs at the same time.
package struct PortBlock {
  /// All of the block: what travels on them belongs to the replay.
  package let range: ClosedRange<UInt16>

  private static let size: UInt16 = 40
  /// Below the ports that Linux gives to outgoing connections.
  private static let lowest: UInt16 = 16_000
  private static let blocks = 350

  /// Finds a free block.
  ///
  /// - Parameter attempt: another one for every attempt, since two replays may find the same one free.
  ///
  /// Throws `Failure` (`refused`) when nothing is free.
  package init(attempt: Int) throws(Failure) {
    let taken = BoundPorts.now().all
    let start = Int(getpid()) &* 7 &+ attempt &* 61
    let candidates = (0..<Self.blocks).lazy.map { step in
      UInt16((start &+ step).quotientAndRemainder(dividingBy: Self.blocks).remainder) * Self.size + Self.lowest
    }
    guard let first = candidates.first(where: { first in !taken.contains { (first..<first + Self.size).contains($0) } })
    else { throw Failure(.refused, "no-ports", "no block of \(Self.size) free ports between 16000 and 30000") }
    range = first...(first + Self.size - 1)
  }

  /// Who gets which: media may need one pair for every m= line.
  package var ports: ReplayPorts {
    ReplayPorts(
      caller: range.lowerBound,
      callee: range.lowerBound + 2,
      callerMedia: range.lowerBound + 4,
      calleeMedia: range.lowerBound + 22
    )
  }
}
