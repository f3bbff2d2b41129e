/// A message of an answered call, by what it is there for.
enum SIPMessage {
  case invite, trying, ringing, answer, acknowledge, bye, byeAnswer

  /// What stands before the talk, in this order.
  static let opening: [SIPMessage] = [.invite, .trying, .ringing, .answer, .acknowledge]
  /// What stands after the talk.
  static let ending: [SIPMessage] = [.bye, .byeAnswer]

  /// The status code and its phrase, nil for a request.
  var status: String? {
    switch self {
    case .trying: "100 Trying"
    case .ringing: "180 Ringing"
    case .answer, .byeAnswer: "200 OK"
    case .invite, .acknowledge, .bye: nil
    }
  }

  /// The method, of a response that of its request.
  var method: String {
    switch self {
    case .invite, .trying, .ringing, .answer: "INVITE"
    case .acknowledge: "ACK"
    case .bye, .byeAnswer: "BYE"
    }
  }

  /// The number in CSeq.
  var sequenceNumber: String {
    self == .bye || self == .byeAnswer ? "2" : "1"
  }
}
