package import Diagnostics
private import Glibc
package import Scenario

/// A block of free ports for one replay, apart from those of any other that runs at the same time on this machine.
///
/// It is taken by binding its last port, so that the kernel decides between two replays that want the same one. Whoever
/// takes it gives it back.
package struct PortBlock {
  /// All of the block: what travels on them belongs to the replay.
  package let range: ClosedRange<UInt16>
  /// The socket that holds the block.
  private let claim: Int32

  private static let size: UInt16 = 40
  /// Below the ports that Linux gives to outgoing connections.
  private static let lowest: UInt16 = 16_000
  private static let blocks = 350

  /// Takes a free block.
  ///
  /// Throws `Failure` (`refused`) when nothing is free.
  package init() throws(Failure) {
    let taken = BoundPorts.now().all
    // Not all processes begin at the same one.
    let start = Int(getpid()) &* 7
    for step in 0..<Self.blocks {
      let block = UInt16((start &+ step).quotientAndRemainder(dividingBy: Self.blocks).remainder)
      let first = block * Self.size + Self.lowest
      let candidate = first...(first + Self.size - 1)
      guard taken.isDisjoint(with: candidate), let claim = Self.claim(candidate.upperBound) else { continue }
      range = candidate
      self.claim = claim
      return
    }
    throw Failure(.refused, "no-ports", "no block of \(Self.size) free ports between 16000 and 30000")
  }

  /// Lets others have it.
  package func giveBack() { close(claim) }

  /// A socket of loopback that nobody else can bind meanwhile; nil when somebody has.
  private static func claim(_ port: UInt16) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result == 0 { return descriptor }
    close(descriptor)
    return nil
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

  /// For somebody who stands between the two.
  package var proxy: UInt16 { range.upperBound - 1 }
}
