package import Wire

/// The method of a transaction as an outline tells it: those that most messages have by name, the others by their place.
package enum TransactionMethod: BitwiseCopyable, Sendable {
  case ack, bye, cancel, invite, options, register
  /// Where it stands; empty when there is none.
  case other(ShortRange)

  /// The method that fills `range`.
  init(_ bytes: Span<UInt8>, in range: ByteRange) {
    switch range.count {
    case 3 where bytes.begins(at: range.lowerBound, with: "ACK"): self = .ack
    case 3 where bytes.begins(at: range.lowerBound, with: "BYE"): self = .bye
    case 6 where bytes.begins(at: range.lowerBound, with: "INVITE"): self = .invite
    case 6 where bytes.begins(at: range.lowerBound, with: "CANCEL"): self = .cancel
    case 7 where bytes.begins(at: range.lowerBound, with: "OPTIONS"): self = .options
    case 8 where bytes.begins(at: range.lowerBound, with: "REGISTER"): self = .register
    default: self = .other(ShortRange(range))
    }
  }

  /// The method as it was sent, in the message it was read from.
  package func text(in bytes: Span<UInt8>) -> String {
    switch self {
    case .ack: "ACK"
    case .bye: "BYE"
    case .cancel: "CANCEL"
    case .invite: "INVITE"
    case .options: "OPTIONS"
    case .register: "REGISTER"
    case .other(let range): bytes.text(range.range)
    }
  }
}
