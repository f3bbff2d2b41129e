import Capture
import Diagnostics
import Dialog
import Foundation
import Media
import Wire

/// A folder for one test, gone with it.
final class Folder {
  let url = FileManager.default.temporaryDirectory.appending(path: "media-tests-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }
}

/// A packet as it is read back from a file.
struct Packet: Equatable {
  let source: String
  let destination: String
  let nanoseconds: Int64
  let payload: [UInt8]
}

/// Reads what was written, the way that captures are read.
final class Reel: TrafficReceiver {
  private(set) var packets: [Packet] = []
  private(set) var cut = 0

  static func read(_ path: String) throws -> Reel {
    let reel = Reel()
    let report = try CaptureFile(path).read(into: reel)
    guard report.findings.all.isEmpty else { throw Failure(.capture, report.findings) }
    return reel
  }

  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    cut += missing
    packets.append(
      Packet(
        source: datagram.source.description,
        destination: datagram.destination.description,
        nanoseconds: datagram.time.nanoseconds,
        payload: payload.indices.map { payload[$0] }
      )
    )
  }

  func receive(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {}

  func ended(stream: StreamID) {}
}

/// Feeds packets to an extractor for one media file, and reads that file back.
struct Extraction {
  private let folder: Folder
  private let extractor: MediaExtractor
  private let stream: MediaStream
  private var frame = 0

  var path: String { folder.path("caller_rtp.pcap") }

  /// - Parameter flows: pairs of endpoints, `192.0.2.10:30000>198.51.100.20:40000`.
  init(_ flows: [String], largestDatagram: Int? = nil) throws {
    folder = try Folder()
    extractor = MediaExtractor(largestDatagram: largestDatagram)
    stream = try Self.stream(flows)
    try extractor.add(file, path: folder.path("caller_rtp.pcap"))
  }

  mutating func send(
    _ payload: [UInt8],
    _ flow: String,
    at nanoseconds: Int64 = 1_700_000_000_000_000_000,
    missing: Int = 0
  ) {
    frame += 1
    let ends = flow.split(separator: ">").map { Self.endpoint(String($0)) }
    extractor.receive(
      datagram: Arrival(
        time: CaptureTime(nanoseconds: nanoseconds),
        frame: frame,
        source: ends[0],
        destination: ends[1],
        transport: .udp
      ),
      payload: payload.span,
      missing: missing
    )
  }

  /// Closes the file; gives back how many packets it holds, and what there is to say.
  func finish() throws -> (count: Int?, findings: [Diagnostic]) {
    var findings = Findings()
    let written = try extractor.finish(capture: "call.pcap", findings: &findings)
    return (written.first?.packets, findings.all)
  }

  var frames: ClosedRange<Int>? { extractor.frames }

  var file: MediaFile {
    let track = MediaFile.Track(line: 1, kind: "audio", flows: stream.flows, portOffset: 0)
    return MediaFile(name: "caller_rtp.pcap", sender: .caller, kind: "audio", tracks: [track])
  }

  /// A stream is part of a call's document; so is this one.
  private static func stream(_ flows: [String]) throws -> MediaStream {
    let described = flows.map { flow in
      let ends = flow.split(separator: ">").map { json(endpoint(String($0))) }
      return """
        {"source": \(ends[0]), "destination": \(ends[1]), "packets": 1, "rtpPackets": 1, "truncated": 0, "ssrcs": [],
         "payloadTypes": [], "firstFrame": 1, "lastFrame": 1000, "first": 0, "last": 0}
        """
    }
    let text = """
      {"leg": 1, "sender": "caller", "line": 1, "kind": "audio", "codecs": [], "direction": "sendrecv",
       "flows": [\(described.joined(separator: ","))]}
      """
    return try JSONDecoder().decode(MediaStream.self, from: Data(text.utf8))
  }

  private static func json(_ endpoint: Endpoint) -> String {
    "{\"address\": \"\(endpoint.address)\", \"port\": \(endpoint.port)}"
  }

  private static func endpoint(_ text: String) -> Endpoint {
    let words = text.split(separator: ":", omittingEmptySubsequences: false)
    let host = words.dropLast().joined(separator: ":").filter { $0 != "[" && $0 != "]" }
    return Endpoint(address: IPAddress(host) ?? IPAddress(v4: 0), port: words.last.flatMap { UInt16($0) } ?? 0)
  }
}
