import Diagnostics
private import Glibc
import Threads
import Wire

/// Writes packets to their files, on a thread of its own: a disk takes as long for them as it takes to find them.
final class PacketWriter {
  private let shelf: Shelf
  private let relay: Relay<PacketBatch>
  /// What is filled here, by nobody else at the same time: no look-out for that at each packet.
  @exclusivity(unchecked) private var batch = PacketBatch()
  /// How many bytes a batch has before it is sent.
  private var room = PacketWriter.leastRoom

  /// So much of each file comes together in a batch, as long as memory allows: each is a call of the system.
  private static let roomOfAFile = 1 << 12
  private static let leastRoom = 1 << 20
  private static let mostRoom = 1 << 23

  init() {
    let shelf = Shelf()
    self.shelf = shelf
    // One is filled while one is written.
    relay = Relay(1, of: { PacketBatch() }) { batch in
      shelf.write(batch)
      batch.clear()
    }
  }

  /// Makes a file at `path`, which the user knows as `place`; before any packet is appended.
  ///
  /// - Returns: its number, counted from 0.
  ///
  /// Throws `Failure` (`refused`) when it can't be made.
  func begin(path: String, place: String) throws(Failure) -> Int {
    let number = try shelf.add(path: path, place: place)
    room = min(Self.mostRoom, max(Self.leastRoom, (number + 1) * Self.roomOfAFile))
    return number
  }

  /// Appends a datagram to a file.
  @inline(__always)
  func append(
    _ payload: Span<UInt8>,
    under headers: DatagramHeaders,
    at time: CaptureTime,
    to file: Int
  ) {
    unsafe batch.append(payload, under: headers, at: time, of: file)
    if unsafe batch.bytes.count >= room { unsafe relay.send(&batch) }
  }

  /// Waits until all is written.
  ///
  /// - Returns: what went into each file.
  ///
  /// Throws `Failure` (`refused`) when the disk did not take it.
  func finish() throws(Failure) -> [WrittenFile] {
    unsafe relay.send(&batch)
    relay.finish()
    return try shelf.close()
  }
}

/// The files under way.
///
/// They are the other thread's while batches are sent.
private final class Shelf {
  private var files: [PacketFile] = []
  /// What ended the writing.
  private var failure: (place: String, reason: Int32)?
  /// How many files are held open; half of what a process may have is left to others.
  private let mostOpen: Int

  init() {
    var limit = rlimit()
    let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    mostOpen = isKnown ? Int(clamping: limit.rlim_cur) / 2 : 0
  }

  func add(path: String, place: String) throws(Failure) -> Int {
    files.append(try PacketFile(path: path, place: place, staysOpen: files.count < mostOpen))
    return files.count - 1
  }

  /// Writes a batch; once the disk has refused something, nothing more.
  func write(_ batch: PacketBatch) {
    batch.forEachFile(of: files.count) { file, packets, bytes in
      guard failure == nil else { return }
      note(files[file].write(packets, bytes), at: files[file])
    }
  }

  /// Closes all files.
  ///
  /// - Returns: what went into each.
  func close() throws(Failure) -> [WrittenFile] {
    for file in files { note(file.close(), at: file) }
    if let failure {
      errno = failure.reason
      throw Failure.unwritable(failure.place)
    }
    return files.map(\.written)
  }

  private func note(_ reason: Int32, at file: PacketFile) {
    if reason != 0, failure == nil { failure = (file.place, reason) }
  }
}
