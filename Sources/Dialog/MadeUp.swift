import Wire

extension CapturedMessage {
  /// A message that no frame holds: it was made so that a call comes to an end.
  ///
  /// - Parameters:
  ///   - at: microseconds after the start of the call.
  ///   - model: a captured message of the same leg, for its transport.
  ///   - sender: who sends it.
  ///   - leg: its leg.
  ///   - bytes: the message.
  package init(madeAt at: Int, like model: CapturedMessage, from sender: PartyRole, of leg: Leg, bytes: [UInt8]) {
    self.init(
      at: at,
      frames: [],
      leg: leg.number,
      sender: sender,
      source: leg[sender].endpoint,
      destination: leg[sender.other].endpoint,
      transport: model.transport,
      bytes: bytes
    )
  }
}

extension Transaction {
  /// The transaction of a made request of the caller inside the dialog, answered with 200.
  package init(made method: String, cseq: Int, leg: Int) {
    self.init(
      leg: leg,
      method: method,
      cseq: cseq,
      branch: nil,
      initiator: .caller,
      status: 200
    )
  }
}
