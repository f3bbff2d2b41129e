package import Diagnostics

/// Which calls of a capture are kept in full, besides their line in the list.
package enum Selection: Sendable {
  case none
  case all
  /// The first call that an INVITE began; where there is none, the first of any kind.
  case first
  /// The call with this Call-ID, or with this number in the list.
  case wanted(String)
  /// The calls with these numbers in the list.
  case numbers(Set<Int>)

  /// Whether nobody asks for any other call: those leave no line in the list.
  var isOfOneCall: Bool {
    switch self {
    case .first, .wanted: true
    case .none, .all, .numbers: false
    }
  }
}

/// What one reading of a capture found.
package struct Recording: Sendable {
  /// How many calls the capture holds.
  package let callCount: Int
  /// A line for every call of the capture; where one of them alone was wanted, for those that came to be looked at.
  package let summaries: CallSummaries
  /// The selected calls, in full.
  package let calls: [Call]
  /// The packets of the one call that was asked for; nil when they have to be read again.
  package let tape: MediaTape?
  package let findings: Findings

  /// The one call that `selection` meant; nil when the capture holds no such call.
  package func call(_ selection: Selection) -> Call? {
    switch selection {
    case .none, .all, .numbers: nil
    case .first: calls.first { $0.kind == .invite } ?? calls.first
    // A Call-ID may itself look like a number: it goes first.
    case .wanted(let name): calls.first { $0.callID == name } ?? calls.first { String($0.number) == name }
    }
  }
}
