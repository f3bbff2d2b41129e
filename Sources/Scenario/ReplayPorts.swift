import Dialog
import Wire

/// Where both sides of a replay are, on one host.
package struct ReplayPorts: Sendable {
  package let caller: UInt16
  package let callee: UInt16
  package let callerMedia: UInt16
  package let calleeMedia: UInt16

  package init(caller: UInt16, callee: UInt16, callerMedia: UInt16, calleeMedia: UInt16) {
    self.caller = caller
    self.callee = callee
    self.callerMedia = callerMedia
    self.calleeMedia = calleeMedia
  }

  /// The callee's captured port, and one for the caller out of the way of the media ports: 6000 and 7000, or what
  /// engines count from the signalling port.
  init(like leg: Leg) {
    callee = leg.callee.endpoint.port
    caller = callee > 60_000 ? callee - 30 : callee + 30
    callerMedia = 6000
    calleeMedia = 7000
  }
}
