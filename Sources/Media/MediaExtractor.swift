package import Diagnostics
import Dialog
package import Wire

/// Writes the packets of media streams to files, while a tape is played or a capture is read for the second time.
///
/// The packets of its flows are found again by endpoints and frames.
package final class MediaExtractor: TrafficReceiver {
  // These are asked for every packet, by the one reader that calls this class and never from within themselves: the
  // look-out for a second access at the same time would cost more than a header.
  @exclusivity(unchecked) private var outputs: [Output] = []
  @exclusivity(unchecked) private var finder = FlowFinder()
  @exclusivity(unchecked) private var placements: [Placement] = []
  private let writer = PacketWriter()
  private let largestDatagram: Int?

  /// Where the packets of a flow go.
  private struct Placement {
    let output: Int
    let headers: DatagramHeaders
    let veil: MediaVeil?
  }

  /// A file, and what could not be written to it.
  private struct Output {
    let file: MediaFile
    var cut = 0
    var oversize = 0
  }

  /// - Parameter largestDatagram: the most bytes of UDP payload that the engine plays; nil for no limit.
  package init(largestDatagram: Int?) {
    self.largestDatagram = largestDatagram
  }

  /// Writes `file` to `path`, which must not exist.
  ///
  /// - Parameters:
  ///   - place: what the user knows it as, when that is something else.
  ///   - veil: what its packets pass through, when its flows are not those of the capture.
  ///
  /// Throws `Failure` (`refused`) when the file can't be made.
  package func add(
    _ file: MediaFile,
    path: String,
    for place: String? = nil,
    veil: MediaVeil? = nil
  ) throws(Failure) {
    guard let first = file.tracks.first?.flows.first else {
      throw Failure(.refused, "no-packets", "\(file.name) would hold no packet", at: Location(file: path))
    }
    let room = file.tracks.map(\.portOffset).max() ?? 0
    let output = try writer.begin(path: path, place: place ?? path)
    unsafe outputs.append(Output(file: file))
    // An engine counts ports from the lowest destination in the file: all flows are written as the first one, so that
    // a stream that moved is played to wherever the replay's SDP says.
    let (source, destination) = (first.source.leaving(room), first.destination.leaving(room))
    for track in file.tracks {
      let headers = DatagramHeaders(
        from: source.above(track.portOffset),
        to: destination.above(track.portOffset)
      )
      for flow in track.flows { unsafe finder.want(veil?.revealed(flow) ?? flow, as: placements.count) }
      unsafe placements.append(Placement(output: output, headers: headers, veil: veil))
    }
  }

  /// The frames between which everything lies; nil when there is nothing to write.
  package var frames: ClosedRange<FrameNumber>? { unsafe finder.frames }

  package func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    unsafe finder.find(datagram, payload) { write(datagram, payload, missing: missing, to: $0) }
  }

  private func write(_ datagram: Arrival, _ payload: Span<UInt8>, missing: Int, to place: Int) {
    let index = unsafe placements[place].output
    if missing > 0 {
      unsafe outputs[index].cut += 1
    } else if let largestDatagram, payload.count > largestDatagram {
      unsafe outputs[index].oversize += 1
    } else if let shown = unsafe placements[place].veil?.veiled(payload) {
      unsafe writer.append(shown.span, under: placements[place].headers, at: datagram.time, to: index)
    } else {
      unsafe writer.append(payload, under: placements[place].headers, at: datagram.time, to: index)
    }
  }

  package func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {}

  package func ended(stream: StreamID) {}

  /// Closes the files.
  ///
  /// - Returns: what went into each, in the order in which they were added.
  ///
  /// Throws `Failure` (`refused`) when the disk did not take them.
  package func finish(capture: String, findings: inout Findings) throws(Failure) -> [WrittenFile] {
    let written = try writer.finish()
    for output in unsafe outputs {
      let place = Location(file: capture)
      if output.cut > 0 {
        findings.warning(
          "cut-media",
          "\(output.cut) packets for \(output.file.name) were cut by the capture and are left out (record with 'tcpdump -s 0')",
          at: place
        )
      }
      if output.oversize > 0, let largestDatagram {
        findings.warning(
          "oversize-media",
          "\(output.oversize) packets for \(output.file.name) are larger than the \(largestDatagram) bytes that the engine plays; they are left out",
          at: place
        )
      }
    }
    return written
  }
}

extension Endpoint {
  /// The same host, so many ports up.
  fileprivate func above(_ offset: UInt16) -> Endpoint { Endpoint(address: address, port: port &+ offset) }

  /// The same, with room for so many ports above.
  fileprivate func leaving(_ room: UInt16) -> Endpoint {
    Endpoint(address: address, port: min(port, .max - room))
  }
}
