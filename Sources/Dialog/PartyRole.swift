/// One of the two ends of a leg: who sent its first request, or who got it.
package enum PartyRole: String, Codable, Hashable, Sendable {
  case caller, callee

  /// The end that this one talks to.
  package var other: PartyRole { self == .caller ? .callee : .caller }
}
