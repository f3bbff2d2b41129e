/// What a capture may be packed by and is read all the same.
enum Packing: String {
  case gzip, zstd

  /// What the first bytes of a file show; nil when it is not packed.
  init?(of start: Octets) {
    guard start.count >= 4 else { return nil }
    switch start.uint32(at: 0) {
    case 0x1F8B_0800...0x1F8B_08FF: self = .gzip
    case 0x28B5_2FFD: self = .zstd
    // Frames that hold nothing may stand in front.
    case let start where start & 0xF0FF_FFFF == 0x502A_4D18: self = .zstd
    default: return nil
    }
  }

  /// What unpacks a file while it is read.
  func source(of file: FileBytes) throws(Damage) -> any ByteSource {
    switch self {
    case .gzip: try GzipBytes(file)
    case .zstd: try ZstdBytes(file)
    }
  }
}
