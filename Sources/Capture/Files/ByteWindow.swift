/// The part of a file that is in memory: a buffer, used again and again, whose front moves through the file.
///
/// A file that is mapped would count as memory as a whole; here memory is the buffer, whatever the size of the file.
@safe
struct ByteWindow: ~Copyable {
  /// The most bytes that are ever asked for at once.
  static let limit = 1 << 20

  private let source: any ByteSource
  private var buffer: UnsafeMutableRawBufferPointer
  private var position = 0
  private var end = 0
  /// Where in the file the buffer begins.
  private var start: Int
  private var hasEnded = false
  /// What kept the source from giving more.
  private(set) var damage: Damage?

  /// - Parameters:
  ///   - source: the file.
  ///   - offset: where in the file the source stands.
  ///   - size: the bytes of its buffer, which grows when more are asked for at once.
  init(_ source: any ByteSource, at offset: Int = 0, size: Int) {
    self.source = source
    start = offset
    unsafe buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 64), alignment: 4096)
  }

  deinit {
    unsafe buffer.deallocate()
  }

  /// Where in the file the front is.
  var offset: Int { start + position }

  /// How many bytes are at hand.
  @inline(__always)
  var held: Int { end &- position }

  /// Sees to it that the next `count` bytes are at hand; false when the file has no more so many.
  @inline(__always)
  mutating func holds(_ count: Int) -> Bool { held >= count || fill(count) }

  /// The next `count` bytes, which are at hand: a view until the window is asked for more.
  @inline(__always)
  func front(_ count: Int) -> Octets {
    precondition(count >= 0 && count <= held)
    return unsafe Octets(UnsafeRawBufferPointer(rebasing: buffer[position..<(position &+ count)]))
  }

  /// Moves the front by `count` bytes; false when the file ends before.
  @inline(__always)
  mutating func skip(_ count: Int) -> Bool {
    guard count > held else {
      position &+= count
      return true
    }
    return skipBeyond(count)
  }

  @inline(never)
  private mutating func skipBeyond(_ count: Int) -> Bool {
    var left = count
    while left > held {
      left -= held
      position = end
      guard fill(1) else { return false }
    }
    position += left
    return true
  }

  /// Moves what is at hand to the beginning of the buffer and reads on behind it.
  @inline(never)
  private mutating func fill(_ count: Int) -> Bool {
    guard count <= Self.limit else { return false }
    let rest = held
    if unsafe count > buffer.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 4096)
      unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[position..<end]))
      unsafe buffer.deallocate()
      unsafe buffer = unsafe larger
    } else if position > 0, let base = unsafe buffer.baseAddress {
      // What is moved may overlap where it goes to.
      unsafe base.copyMemory(from: base + position, byteCount: rest)
    }
    start += position
    position = 0
    end = rest
    while end < count, !hasEnded {
      do throws(Damage) {
        let read = unsafe try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
        end += read
        hasEnded = read == 0
      } catch {
        damage = error
        hasEnded = true
      }
    }
    return end >= count
  }
}
