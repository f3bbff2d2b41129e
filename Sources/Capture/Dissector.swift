internal import Wire

/// Takes frames apart, header by header, down to the datagrams and streams that leave through the outlet.
struct Dissector {
  private var outlet: Outlet
  private var reassembler = Reassembler()
  private var connections = Connections()
  private var associations = Associations()

  init(outlet: Outlet) {
    self.outlet = outlet
  }

  /// Takes one frame, which begins with the header of its link layer.
  @inline(__always)
  mutating func take(_ frame: Packet, from link: Header) {
    var packet = frame
    dissect(&packet, from: link, headersLeft: Header.limit)
  }

  /// Takes a datagram that was met ahead of its turn.
  mutating func take(_ foreseen: Foreseen, payload: Octets, frame: FrameNumber, by lookout: (any Lookout)?) {
    outlet.send(foreseen, payload: payload, frame: frame, by: lookout)
  }

  /// Counts a frame of which nothing can be made.
  mutating func lose(_ loss: Loss, frame: FrameNumber) {
    outlet.losses.count(loss, frame: frame)
  }

  /// Hands out what still waits, and tells what left and what was lost.
  mutating func finish() -> Outlet {
    reassembler.finish(losses: &outlet.losses)
    connections.finish(to: &outlet)
    associations.finish(losses: &outlet.losses)
    return outlet
  }

  @inline(__always)
  private mutating func dissect(_ packet: inout Packet, from first: Header, headersLeft limit: Int) {
    var left = limit
    switch packet.descend(from: first, headersLeft: &left) {
    case .datagram(let source, let destination, let transport):
      outlet.send(datagram: packet, from: source, to: destination, over: transport)
    case .segment(let header): connections.take(header, packet, to: &outlet)
    case .chunks(let direction): associations.take(direction, packet, to: &outlet)
    case .fragment(let fragment): reassemble(fragment, of: packet, headersLeft: left)
    case .header, .nothing: break
    case .lost(let loss): outlet.losses.count(loss, frame: packet.frame)
    }
  }

  /// Goes on with the whole packet once its last fragment is here.
  ///
  /// It can hold fragments again (a tunnel), but fewer headers are left each time, so this ends.
  @inline(never)
  private mutating func reassemble(_ fragment: Fragment, of packet: Packet, headersLeft left: Int) {
    guard let datagram = reassembler.add(fragment, of: packet, losses: &outlet.losses) else { return }
    datagram.bytes.withOctets { octets in
      var whole = packet.replacing(octets)
      switch IPProtocol.step(datagram.protocolNumber) {
      case .header(let header): dissect(&whole, from: header, headersLeft: left)
      case .lost(let loss): outlet.losses.count(loss, frame: packet.frame)
      default: break
      }
    }
  }
}
