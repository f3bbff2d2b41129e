internal import Wire

/// What the first bytes of a file that is no capture show it to be, for a word on what to do.
enum FileSignature {
  /// How many bytes it takes to tell.
  static let length = 64

  case empty, text, capture, unknown
  /// Packed by what is not unpacked here, and by which command it is.
  case packed(by: String, unpack: String)

  private static let packers: [(start: [UInt8], name: String, unpack: String)] = [
    ([0x1F, 0x8B], "gzip", "gunzip -k FILE"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd", "unzstd FILE"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz", "unxz -k FILE"),
    ([0x04, 0x22, 0x4D, 0x18], "lz4", "unlz4 FILE"),
    (Array("BZh".utf8), "bzip2", "bunzip2 -k FILE"),
    (Array("PK\u{3}\u{4}".utf8), "zip", "unzip FILE"),
  ]

  /// pcap in microseconds and nanoseconds, both byte orders, and pcapng.
  private static let captures: [[UInt8]] = [
    [0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D], [0x4D, 0x3C, 0xB2, 0xA1],
    [0x0A, 0x0D, 0x0D, 0x0A],
  ]

  /// Judges by the first `length` bytes of a file.
  init(of start: [UInt8]) {
    if start.isEmpty {
      self = .empty
    } else if let packer = Self.packers.first(where: { start.starts(with: $0.start) }) {
      self = .packed(by: packer.name, unpack: packer.unpack)
    } else if Self.captures.contains(where: { start.starts(with: $0) }) {
      self = .capture
    } else {
      self = start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0.isLinearSpace } ? .text : .unknown
    }
  }

  /// Why such a file is refused and what to do next.
  var refusal: String {
    switch self {
    case .empty: "the file is empty; was the capture stopped before its first packet was written?"
    case .text: "this is a text file; name a pcap or pcapng file"
    case .packed(let name, let unpack): "the file is compressed by \(name); unpack it first: \(unpack)"
    case .capture: "a damaged capture, its header can't be read; try to mend it: editcap FILE NEW.pcap"
    case .unknown: "not a pcap or pcapng file; if Wireshark can open it: editcap FILE NEW.pcap"
    }
  }
}
