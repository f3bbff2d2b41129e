/// Headers without which a message is nothing that SIP sends (RFC 3261 sections 8.1.1, 8.2.6.2).
///
/// From, To and Max-Forwards must be there as well, but a message without them can still be told to be part of a call.
package struct MissingHeaders: OptionSet, BitwiseCopyable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let via = MissingHeaders(rawValue: 1)
  package static let callID = MissingHeaders(rawValue: 2)
  package static let cseq = MissingHeaders(rawValue: 4)

  /// Their names, as they are spelt most often.
  package var names: [String] {
    [(MissingHeaders.via, "Via"), (.callID, "Call-ID"), (.cseq, "CSeq")].filter { contains($0.0) }.map(\.1)
  }
}
