package import Wire

/// One line of the list of a capture's calls.
package struct CallSummary: Codable, Sendable {
  /// Counted from 1 in the order of the first messages.
  package let number: Int
  package let callID: String
  package let kind: CallKind
  package let outcome: Outcome
  /// The URIs in From and To of the first message.
  package let from: String
  package let to: String
  package let caller: Endpoint
  package let callee: Endpoint
  package let start: CaptureTime
  /// From the first message to the last, in microseconds.
  package let duration: Int
  /// SIP messages, retransmissions included.
  package let messages: Int
  /// Between how many pairs of hosts the Call-ID was seen.
  package let legs: Int
  /// Media packets of all its streams.
  package let mediaPackets: Int
  package let firstFrame: FrameNumber
}
