internal import Diagnostics

extension CaptureFile {
  /// Sees what the file is, and opens it accordingly.
  static func lane(of file: Descriptor, _ name: String, bufferSize: Int) throws(Failure) -> any FrameLane {
    var window = ByteWindow(FileBytes(file), size: bufferSize)
    _ = window.holds(FileSignature.length)
    let packing = Packing(of: window.front(min(window.held, FileSignature.length)))
    if let packing {
      do throws(Damage) {
        window = ByteWindow(try packing.source(of: FileBytes(file)), size: bufferSize)
      } catch {
        throw refusal(of: [], packing, error, name)
      }
      _ = window.holds(FileSignature.length)
    }
    let start = window.front(min(window.held, FileSignature.length))
    if let pcap = ClassicPcap(start) {
      if LinkType(number: pcap.linkNumber) == nil { throw unsupported([pcap.linkNumber], name) }
      _ = window.skip(ClassicPcap.headerSize)
      return FormatLane(window, pcap)
    }
    if Pcapng.begins(start) { return FormatLane(window, Pcapng()) }
    throw refusal(of: start.copied(), packing, window.damage, name)
  }

  private static func refusal(
    of start: [UInt8],
    _ packing: Packing?,
    _ damage: Damage?,
    _ name: String
  ) -> Failure {
    let place = Location(file: name)
    if let damage, start.isEmpty { return Failure(.capture, "not-a-capture", damage.reason, at: place) }
    let refusal = FileSignature(of: start).refusal
    let message = packing.map { "what \($0.rawValue) packed is no capture: \(refusal)" } ?? refusal
    return Failure(.capture, "not-a-capture", message, at: place)
  }

  /// None of these link layers can be decoded.
  static func unsupported(_ numbers: [Int32], _ name: String) -> Failure {
    Failure(
      .capture,
      "unsupported-link",
      "link type \(numbers.map(LinkType.name(of:)).joined(separator: ", ")) is not supported; "
        + "capture on an interface of one of these: \(LinkType.supported)",
      at: Location(file: name)
    )
  }
}
