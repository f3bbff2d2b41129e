import Testing
import Wire

/// Keeps everything that a capture delivers.
final class Recorder: TrafficReceiver {
  struct Datagram {
    let arrival: Arrival
    let payload: [UInt8]
    let missing: Int
  }

  struct Piece {
    let arrival: Arrival
    let stream: StreamID
    let payload: [UInt8]
    let afterGap: Bool
  }

  private(set) var datagrams: [Datagram] = []
  private(set) var pieces: [Piece] = []
  private(set) var ended: [StreamID] = []
  private var closed: Set<StreamID> = []

  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    datagrams.append(Datagram(arrival: datagram, payload: Array(copying: payload), missing: missing))
  }

  func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {
    let payload = Array(copying: payload)
    #expect(!payload.isEmpty)
    #expect(!closed.contains(stream), "bytes after the end of \(stream)")
    pieces.append(Piece(arrival: segment, stream: stream, payload: payload, afterGap: afterGap))
  }

  func ended(stream: StreamID) {
    #expect(closed.insert(stream).inserted, "\(stream) ended twice")
    ended.append(stream)
  }

  /// What was sent from `port`, gaps shown as `|`, one text a connection.
  func texts(from port: UInt16) -> [String] {
    var texts: [Int: String] = [:]
    for piece in pieces where piece.stream.source.port == port {
      texts[piece.stream.ordinal, default: ""] +=
        (piece.afterGap ? "|" : "") + String(decoding: piece.payload, as: UTF8.self)
    }
    return texts.sorted { $0.key < $1.key }.map(\.value)
  }
}
