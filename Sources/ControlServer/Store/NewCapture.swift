#if Control
import Foundation
import Hummingbird
import NIOCore
import NIOPosix
import SystemPackage

/// A capture that is being uploaded: what comes goes to the disk at once, and to its name when all of it is there.
struct NewCapture: Sendable {
  let name: Slug
  let folder: DataFolder
  /// The most bytes that it may have.
  let largest: Int

  /// Writes a body to the disk and gives it its name.
  ///
  /// Throws `Refusal`: 400 for what is no capture, 409 for a name that is taken, 413 and 507 for too much.
  func receive(_ request: Request) async throws {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > largest { throw tooLarge }
    // Asked at the end once more, when the name is given; but nobody sends 4 GB to hear it then.
    if FileManager.default.fileExists(atPath: folder.capture(name)) { throw isTaken }
    let scratch = folder.newScratch()
    let file = try SystemPackage.FileDescriptor.open(
      FilePath(scratch),
      .writeOnly,
      options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: .ownerReadWrite
    )
    do {
      defer { try? file.close() }
      try await write(request.body, to: file)
      // 201 is only said for what outlives the machine.
      try await Self.flush(file)
    } catch {
      try? FileManager.default.removeItem(atPath: scratch)
      throw error
    }
    // A link never takes the place of another file, as a rename would.
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    do {
      try FileManager.default.linkItem(atPath: scratch, toPath: folder.capture(name))
    } catch CocoaError.fileWriteFileExists {
      throw isTaken
    }
    let names = try SystemPackage.FileDescriptor.open(FilePath(folder.captures), .readOnly, options: [.closeOnExec])
    defer { try? names.close() }
    try await Self.flush(names)
  }

  /// Waits until the disk has it, on a thread that may wait.
  private static func flush(_ file: SystemPackage.FileDescriptor) async throws {
    let number = file.rawValue
    try await NIOThreadPool.singleton.runIfActive {
      guard fsync(number) == 0 else { throw Errno(rawValue: errno) }
    }
  }

  private func write(_ body: RequestBody, to file: SystemPackage.FileDescriptor) async throws {
    var size = 0
    var head: [UInt8] = []
    for try await buffer in body {
      size += buffer.readableBytes
      if size > largest { throw tooLarge }
      if head.count < 4 {
        head += buffer.readableBytesView.prefix(4 - head.count)
        if head.count == 4 { try check(head) }
      }
      _ = try unsafe buffer.withUnsafeReadableBytes { try unsafe file.writeAll($0) }
    }
    try check(head)
  }

  private func check(_ head: [UInt8]) throws {
    guard Captures.isCapture(head) else {
      throw Refusal(.badRequest, "this is no capture: pcap and pcapng can be uploaded, packed by gzip or zstd or not")
    }
  }

  private var isTaken: Refusal {
    Refusal(.conflict, "there is a capture '\(name.text)': delete it first, or take another name")
  }

  private var tooLarge: Refusal { Refusal(.contentTooLarge, "a capture may have \(largest) bytes") }
}
#endif
