/// Which datagrams are looked at ahead of their turn: what is found is the same, only when it is found differs.
package enum Foresight: Sendable {
  /// None.
  case none
  /// As many as there is time for, while what came before them is taken.
  case spare
  /// All.
  case whole
}
