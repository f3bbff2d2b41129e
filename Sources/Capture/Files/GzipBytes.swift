internal import CZlib

/// The bytes of a file that gzip packed (RFC 1952), unpacked as they are read.
@safe
final class GzipBytes: ByteSource {
  private static let inputSize = 128 * 1024
  /// The largest window, and the header of gzip in front of the data.
  private static let windowBits: Int32 = 15 + 16

  private let packed: any ByteSource
  private let input: UnsafeMutableRawBufferPointer
  /// zlib keeps its address.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether a member of the file is under way.
  private var isWithin = true
  private var hasEnded = false

  /// Throws `Damage` when there is no memory.
  init(_ packed: any ByteSource) throws(Damage) {
    self.packed = packed
    unsafe input = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.inputSize, alignment: 4096)
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, size) == Z_OK else {
      throw Damage(.damaged, "there is no memory to unpack it")
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe input.deallocate()
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
    unsafe stream.pointee.next_out = unsafe room.baseAddress?.assumingMemoryBound(to: Bytef.self)
    unsafe stream.pointee.avail_out = uInt(clamping: room.count)
    let size = unsafe Int(stream.pointee.avail_out)
    while !hasEnded, unsafe Int(stream.pointee.avail_out) == size {
      if unsafe stream.pointee.avail_in == 0 { try refill() }
      if !hasEnded { try inflateSome() }
    }
    return unsafe size - Int(stream.pointee.avail_out)
  }

  private func refill() throws(Damage) {
    let count = unsafe try packed.read(into: input)
    unsafe stream.pointee.next_in = unsafe input.baseAddress?.assumingMemoryBound(to: Bytef.self)
    unsafe stream.pointee.avail_in = uInt(count)
    guard count == 0 else { return }
    if isWithin { throw Damage(.cutOff, "what gzip packed breaks off") }
    hasEnded = true
  }

  private func inflateSome() throws(Damage) {
    if !isWithin { return try beginMember() }
    switch unsafe inflate(stream, Z_NO_FLUSH) {
    case Z_OK: return
    case Z_STREAM_END: isWithin = false
    case Z_MEM_ERROR: throw Damage(.damaged, "there is no memory to unpack it")
    default:
      let reason = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "no more can be unpacked"
      throw Damage(.damaged, "what gzip packed is damaged (\(reason))")
    }
  }

  /// Several packed files in a row are one; what else follows a member is padding, as for gzip itself.
  private func beginMember() throws(Damage) {
    guard let first = unsafe stream.pointee.next_in?.pointee, first == 0x1F, unsafe inflateReset(stream) == Z_OK else {
      hasEnded = true
      return
    }
    isWithin = true
  }
}
