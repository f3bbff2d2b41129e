package import Wire

/// What is told of a call in numbers and words: `CallSummary` has its texts and parties as well.
package struct CallEntry: Sendable {
  /// Counted from 1 in the order of the first messages.
  package let number: Int
  package let kind: CallKind
  package let outcome: Outcome
  package let start: CaptureTime
  /// From the first message to the last, in microseconds.
  package let duration: Int
  /// SIP messages, retransmissions included.
  package let messages: Int
  /// Media packets of all its streams.
  package let mediaPackets: Int
  /// Between how many pairs of hosts the Call-ID was seen.
  package let legs: Int
  package let firstFrame: FrameNumber
}
