internal import CZstd

/// The bytes of a file that zstd packed (RFC 8878), unpacked as they are read.
@safe
final class ZstdBytes: ByteSource {
  private static let inputSize = 128 * 1024
  /// As a power of two: how far back packed data may refer, which is what unpacking keeps in memory (32 MB).
  ///
  /// `zstd --ultra -21` and `--long` go further.
  private static let windowLimit: Int32 = 25

  private let packed: any ByteSource
  private let input: UnsafeMutableRawBufferPointer
  private let context: OpaquePointer
  private var position = 0
  private var end = 0
  /// Whether a frame of zstd is under way.
  private var isWithin = true

  /// Throws `Damage` when there is no memory.
  init(_ packed: any ByteSource) throws(Damage) {
    guard let context = unsafe ZSTD_createDCtx() else {
      throw Damage(.damaged, "there is no memory to unpack it")
    }
    self.packed = packed
    unsafe self.context = unsafe context
    unsafe input = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.inputSize, alignment: 4096)
    _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowLimit)
  }

  deinit {
    unsafe ZSTD_freeDCtx(context)
    unsafe input.deallocate()
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
    var output = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
    while unsafe output.pos == 0 {
      if position == end {
        position = 0
        end = unsafe try packed.read(into: input)
        if end == 0 {
          if isWithin { throw Damage(.cutOff, "what zstd packed breaks off") }
          return 0
        }
      }
      var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: end, pos: position)
      let status = unsafe ZSTD_decompressStream(context, &output, &source)
      position = unsafe source.pos
      if ZSTD_isError(status) != 0 {
        let reason = unsafe String(cString: ZSTD_getErrorName(status))
        throw Damage(.damaged, "what zstd packed can't be unpacked (\(reason)); try: unzstd --long=31 FILE")
      }
      isWithin = status != 0
    }
    return unsafe output.pos
  }
}
