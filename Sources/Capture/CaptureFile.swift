package import Diagnostics
package import Wire

/// One capture file on disk, pcap or pcapng in any byte order.
///
/// Reading streams: memory depends on the TCP connections and IP fragments that are open, never on the file's size.
package struct CaptureFile: Sendable {
  package let path: String
  /// What frames must be like to be read, in the language of tcpdump; nil for all.
  private let filter: String?

  /// Opens the file at `path` once, to see that it is a capture that can be read.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - filter: a BPF expression, `host 192.0.2.10 and udp`: the other frames are passed over before anything is made
  ///     of them, so fragments and tunnelled packets go unless it speaks of them. Frames keep their numbers.
  ///
  /// Throws a `Failure` of cause `.capture` that says what to do next: `no-such-file`, `is-a-folder`, `not-a-file`,
  /// `no-permission`, `not-a-capture`, `unsupported-link`; of cause `.usage`: `bad-filter`.
  package init(_ path: String, filter: String? = nil) throws(Failure) {
    self.path = path
    self.filter = filter
    let file = try open()
    _ = try Self.link(of: file, path)
  }

  private func open() throws(Failure) -> PcapFile {
    var file = try Self.open(path)
    guard let filter else { return file }
    do throws(PcapFile.Refusal) {
      try file.select(filter)
    } catch {
      throw Failure(
        .usage,
        "bad-filter",
        "the filter '\(filter)' can't be used: \(error.reason); it is written as for tcpdump ('man pcap-filter')"
      )
    }
    return file
  }

  /// Reads the file from its beginning and delivers what it holds.
  ///
  /// - Parameters:
  ///   - frames: only what arrives in these frames is delivered, counted and warned of, and reading stops after the
  ///     last; earlier frames are still decoded, so that streams keep their ordinal and their place.
  ///   - receiver: takes the datagrams and streams.
  ///
  /// A file that is cut off or damaged gives what stands before; the report's findings tell where it broke. Throws a
  /// `Failure` as `init` does, and `mixed-interfaces` for a pcapng file whose interfaces differ.
  package func read(
    frames: ClosedRange<FrameNumber>? = nil,
    into receiver: some TrafficReceiver
  ) throws(Failure) -> CaptureReport {
    var file = try open()
    let link = try Self.link(of: file, path)
    let wanted = frames ?? 1...FrameNumber.max
    var dissector = Dissector(link: link.header, outlet: Outlet(receiver: receiver, frames: wanted))
    var tally = FrameTally(of: wanted)
    let damage = Self.readFrames(of: &file, upTo: wanted.upperBound, into: &dissector, &tally)
    if tally.read == 0, let damage, damage.hasSuffix("of the first interface") { throw Self.mixed(path, damage) }
    let outlet = dissector.finish()
    var findings = Findings()
    if let damage { findings.add(Self.warning(of: damage, after: tally.read, in: path)) }
    findings.add(contentsOf: outlet.losses.findings(of: path))
    return CaptureReport(
      frames: tally.wanted,
      datagrams: outlet.datagrams,
      segments: outlet.segments,
      first: tally.first,
      last: tally.last,
      linkType: link.name,
      findings: findings
    )
  }

  /// Reads frame by frame; gives back libpcap's complaint when the file is cut off or damaged.
  private static func readFrames(
    of file: inout PcapFile,
    upTo last: FrameNumber,
    into dissector: inout Dissector,
    _ tally: inout FrameTally
  ) -> String? {
    while tally.read < last {
      let next = file.next(frame: tally.read + 1) { packet in
        tally.count(packet.time)
        dissector.take(packet)
      }
      switch next {
      case .frame: continue
      case .passedOver: tally.skip()
      case .end: return nil
      case .broken(let reason): return reason
      }
    }
    return nil
  }

  /// Several interfaces of pcapng that differ, which libpcap 1.10 can't read.
  private static func mixed(_ path: String, _ reason: String) -> Failure {
    Failure(
      .capture,
      "mixed-interfaces",
      "\(reason); try: editcap -F pcap FILE NEW.pcap, or capture each interface to a file of its own",
      at: Location(file: path)
    )
  }

  /// What to tell of a file that breaks off after `frame` frames.
  private static func warning(of damage: String, after frame: FrameNumber, in path: String) -> Diagnostic {
    let (code, what) = damage.hasPrefix("truncated") ? ("cut-off", "cut off") : ("damaged", "damaged")
    return Diagnostic(
      .warning,
      code,
      "the file is \(what) after frame \(frame): \(damage); everything before that was read",
      at: frame > 0 ? Location(capture: path, frame: frame) : Location(file: path)
    )
  }
}
