package import Wire

/// Puts other values in place of those that tell who was in a call.
package protocol CallVeil {
  /// What stands in for an address.
  func address(_ address: IPAddress) -> IPAddress
  /// What stands in for a Call-ID, a tag, a branch, a user, a URI.
  func text(_ text: String) -> String
  /// The message with everything replaced, its body as long as it says.
  func message(_ bytes: [UInt8]) -> [UInt8]
}

extension Call {
  /// The same call between other people: everything in it that names somebody is what `veil` puts in its place.
  package func veiled(by veil: some CallVeil) -> Call {
    Call(
      number: number,
      callID: veil.text(callID),
      kind: kind,
      outcome: outcome,
      start: start,
      duration: duration,
      legs: legs.map { Leg(number: $0.number, caller: $0.caller.veiled(by: veil), callee: $0.callee.veiled(by: veil)) },
      transactions: transactions.map { $0.veiled(by: veil) },
      timeline: timeline.map { $0.veiled(by: veil) },
      streams: streams.map { $0.veiled(by: veil) }
    )
  }
}

extension Party {
  fileprivate func veiled(by veil: some CallVeil) -> Party {
    Party(
      endpoint: endpoint.veiled(by: veil),
      transport: transport,
      identity: veil.text(identity),
      displayName: displayName.map(veil.text),
      user: user.map(veil.text),
      tag: tag.map(veil.text),
      addresses: addresses.map(veil.address),
      ports: ports,
      media: media.map { $0.veiled(by: veil) },
      credentialsUser: credentialsUser.map(veil.text),
      agent: agent.map(veil.text)
    )
  }
}

extension Transaction {
  fileprivate func veiled(by veil: some CallVeil) -> Transaction {
    var transaction = self
    transaction.branch = branch.map(veil.text)
    return transaction
  }
}

extension CapturedMessage {
  fileprivate func veiled(by veil: some CallVeil) -> CapturedMessage {
    var message = self
    message.source = source.veiled(by: veil)
    message.destination = destination.veiled(by: veil)
    message.bytes = veil.message(bytes)
    return message
  }
}

extension MediaStream {
  fileprivate func veiled(by veil: some CallVeil) -> MediaStream {
    var stream = self
    stream.flows = flows.map { $0.between($0.source.veiled(by: veil), $0.destination.veiled(by: veil)) }
    return stream
  }
}

extension Flow {
  /// The same packets between other endpoints.
  package func between(_ source: Endpoint, _ destination: Endpoint) -> Flow {
    var flow = self
    flow.source = source
    flow.destination = destination
    return flow
  }
}

extension Endpoint {
  fileprivate func veiled(by veil: some CallVeil) -> Endpoint {
    Endpoint(address: veil.address(address), port: port)
  }
}
