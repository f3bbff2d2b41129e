/// A request with what answers it (RFC 3261 section 17): found by branch and CSeq, begun by either party.
package struct Transaction: Codable, Sendable {
  package let leg: Int
  package let method: String
  /// The number in CSeq.
  package let cseq: Int
  /// The branch of the topmost Via; nil where an old stack (RFC 2543) wrote none.
  package internal(set) var branch: String?
  package let initiator: PartyRole
  /// Index of the request in the timeline; nil when the capture began too late for it.
  package internal(set) var request: Int?
  /// Indices of the responses in the timeline, provisional ones first as they came.
  package internal(set) var responses: [Int] = []
  /// Index of the ACK in the timeline (INVITE only).
  package internal(set) var ack: Int?
  /// The final status, nil when none was captured.
  package internal(set) var status: Int?
  /// Whether a request outside any dialog began it: its To carried no tag.
  package internal(set) var isInitial = false
  /// Whether its request carried credentials.
  package internal(set) var hasCredentials = false

  /// Whether it ended in a challenge (RFC 3261 section 22).
  package var isChallenged: Bool { status == 401 || status == 407 }
}
