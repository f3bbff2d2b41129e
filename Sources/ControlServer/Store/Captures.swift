#if Control
import Foundation

/// The uploaded captures: a file each, complete or not there.
struct Captures: Sendable {
  let folder: DataFolder

  /// A capture as it is listed.
  struct Entry: Encodable, Sendable {
    let name: String
    let path: String
    let size: Int
    let uploadedAt: Timestamp
  }

  /// In the order of their names.
  func list() throws -> [Entry] {
    try FileManager.default.contentsOfDirectory(atPath: folder.captures).sorted().compactMap { name in
      Slug(name).flatMap(find)
    }
  }

  func find(_ name: Slug) -> Entry? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: folder.capture(name)),
      attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int,
      let date = attributes[.modificationDate] as? Date
    else { return nil }
    return Entry(
      name: name.text,
      path: DataFolder.publicPath(ofCapture: name.text),
      size: size,
      uploadedAt: Timestamp(date)
    )
  }

  func remove(_ name: Slug) -> Bool {
    find(name) != nil && (try? FileManager.default.removeItem(atPath: folder.capture(name))) != nil
  }

  /// Whether a file that begins so is a capture: pcap, pcapng, or one packed by gzip or zstd.
  static func isCapture(_ head: some Collection<UInt8>) -> Bool {
    let magics: [[UInt8]] = [
      [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0xC3, 0xD4], [0x4D, 0x3C, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D],
      [0x0A, 0x0D, 0x0D, 0x0A], [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD],
    ]
    return magics.contains { head.starts(with: $0) }
  }
}
#endif
