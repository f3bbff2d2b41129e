package import Wire

extension Target.Replay {
  /// What a call is replayed over: its own transport, or the nearest one that the engine speaks.
  ///
  /// That is TCP for what is reliable as well, or else UDP.
  ///
  /// - Parameters:
  ///   - captured: what it travelled over.
  ///   - tellsLengths: whether each message has a Content-Length. On a WebSocket it need not (RFC 7118 section 5), on a
  ///     stream it must.
  package func transport(for captured: Transport, tellsLengths: Bool) -> Transport {
    let nearest: Transport = captured != .udp && tellsLengths ? .tcp : .udp
    return [captured, nearest].first(where: isSpoken) ?? .udp
  }

  private func isSpoken(_ transport: Transport) -> Bool {
    serverTransports[transport.rawValue] != nil && clientTransports[transport.rawValue] != nil
  }
}
