package import Diagnostics
package import Wire

/// A capture: one file, or several that are read as one, merged by time.
///
/// Frames are numbered through, in the order in which they are read: as in the file that mergecap would make of them.
/// Diagnostics name the file and the frame within it (`placed`). Reading streams: memory depends on the TCP connections
/// and IP fragments that are open, never on the size of files.
package struct CaptureSet: Sendable {
  package let files: [CaptureFile]
  /// What frames must be like to be read, in the language of tcpdump; nil for all.
  private let filter: String?

  /// Opens each file once, to see that it is a capture that can be read.
  ///
  /// - Parameters:
  ///   - paths: the files; `-` is standard input.
  ///   - filter: a BPF expression, `host 192.0.2.10 and udp`: the other frames are passed over before anything is made
  ///     of them, so fragments and tunnelled packets go unless it speaks of them. Frames keep their numbers.
  ///
  /// Throws a `Failure` with what `CaptureFile` has to say of each file; of cause `.usage`: `bad-filter`.
  package init(_ paths: [String], filter: String? = nil) throws(Failure) {
    var files: [CaptureFile] = []
    var refused = Findings()
    for path in paths {
      do throws(Failure) {
        files.append(try CaptureFile(path))
      } catch {
        refused.add(contentsOf: error.findings)
      }
    }
    try refused.check(.capture)
    self.files = files
    self.filter = filter
    guard let filter else { return }
    try FrameFilter(filter).check(links: files.compactMap(\.linkNumber))
  }

  /// A capture of one file that was opened before.
  package init(_ file: CaptureFile) {
    files = [file]
    filter = nil
  }

  /// What to call it where one name must do: `call.pcap`, `ring0.pcap and 2 more`.
  package var name: String {
    let first = files.first?.name ?? ""
    return files.count > 1 ? "\(first) and \(files.count - 1) more" : first
  }

  /// The files as a command line names them, in short when there are many.
  package var arguments: String {
    let names = files.map { $0.name == "stdin" ? CaptureFile.standardInput : $0.name }
    return names.count > 3 ? "\(names[0]) ... \(names[names.count - 1])" : names.joined(separator: " ")
  }

  /// Reads the capture from its beginning and delivers what it holds.
  ///
  /// - Parameters:
  ///   - frames: only what arrives in these frames is delivered, counted and warned of, and reading stops after the
  ///     last; earlier frames are still decoded, so that streams keep their ordinal and their place.
  ///   - foresight: how much the receiver's lookout gets to see.
  ///   - receiver: takes the datagrams and streams.
  ///
  /// A file that is cut off or damaged gives what stands before; the report's findings tell where it broke. Throws a
  /// `Failure` as `init` does, `unsupported-link` when no frame has a link layer that can be decoded, and `bad-filter`
  /// when the filter means nothing on any frame's.
  package func read(
    frames: ClosedRange<FrameNumber>? = nil,
    foresight: Foresight = .spare,
    into receiver: some TrafficReceiver
  ) throws(Failure) -> CaptureReport {
    let wanted = frames ?? 1...FrameNumber.max
    let filter = filter.map(FrameFilter.init)
    let relay = FrameRelay(
      to: FrameDelivery(to: receiver, frames: wanted, filter: filter),
      upTo: wanted.upperBound,
      foresight: foresight
    )
    var merge = FrameMerge(files)
    do throws(Failure) {
      while relay.isOpen, let next = try merge.next() {
        next.lane.deliver(to: relay, upTo: next.limit)
        merge.update(next.lane)
      }
    } catch {
      _ = relay.finish()
      throw error
    }
    var delivery = relay.finish()
    let outlet = delivery.finish()
    let lost = outlet.losses.count(of: .unsupportedLink)
    guard lost == 0 || lost < delivery.tally.wanted else { throw CaptureFile.unsupported(delivery.linkNumbers, name) }
    var findings = Findings()
    for ending in merge.broken { findings.add(ending.warning) }
    findings.add(contentsOf: outlet.losses.findings(of: name))
    if let filter { findings.add(contentsOf: try filter.findings(of: name)) }
    return CaptureReport(
      frames: delivery.tally.wanted,
      datagrams: outlet.datagrams,
      segments: outlet.segments,
      first: delivery.tally.first,
      last: delivery.tally.last,
      linkType: delivery.linkNumbers.compactMap { LinkType(number: $0)?.name }.joined(separator: ", "),
      findings: findings
    )
  }

  /// The same findings, each frame of this capture named by its file and its number there.
  ///
  /// Where each frame came from is not kept while reading, since that would grow with the capture: it is found by
  /// reading the files once more, without looking at what the frames hold.
  ///
  /// Throws a `Failure` when a file can't be opened any more.
  package func placed(_ findings: Findings) throws(Failure) -> Findings {
    guard files.count > 1 else { return findings }
    let wanted = Set(findings.all.compactMap { $0.location?.file == name ? $0.location?.frame : nil })
    let places = try places(of: wanted.sorted())
    var placed = Findings()
    for diagnostic in findings.all {
      let isOwn = diagnostic.location?.file == name
      placed.add(diagnostic.moved(to: isOwn ? diagnostic.location?.frame.flatMap { places[$0] } : nil))
    }
    return placed
  }

  private func places(of frames: [FrameNumber]) throws(Failure) -> [FrameNumber: Location] {
    var places: [FrameNumber: Location] = [:]
    var merge = FrameMerge(files)
    var read = 0
    for frame in frames {
      while read < frame, let next = try merge.next() {
        let before = next.lane.delivered
        next.lane.pass(atMost: frame - read, upTo: next.limit)
        merge.update(next.lane)
        read += next.lane.delivered - before
        if read == frame { places[frame] = Location(capture: next.file.name, frame: next.lane.delivered) }
      }
    }
    return places
  }
}

extension FrameMerge.Ending {
  /// What to tell of a file that breaks off.
  fileprivate var warning: Diagnostic {
    let (code, what) =
      switch damage.kind {
      case .cutOff: ("cut-off", "cut off")
      case .damaged: ("damaged", "damaged")
      }
    return Diagnostic(
      .warning,
      code,
      "the file is \(what) after frame \(frames): \(damage.reason); everything before that was read",
      at: frames > 0 ? Location(capture: file.name, frame: frames) : Location(file: file.name)
    )
  }
}

extension Diagnostic {
  /// The same at `location`; nil leaves it where it is.
  fileprivate func moved(to location: Location?) -> Diagnostic {
    location.map { Diagnostic(severity, code, message, at: $0) } ?? self
  }
}
