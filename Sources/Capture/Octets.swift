private import CPrefetch
internal import Wire

/// Bytes of a captured packet, read in network order: a view into libpcap's buffer that owns nothing.
///
/// A view is valid until the next packet is read. It is checked like an array: a decoder asks for a whole header once
/// (`Packet.header`), and the checks of the reads inside that header fold away.
@safe
struct Octets {
  private let buffer: UnsafeRawBufferPointer

  /// A view of bytes that stay valid as long as the view is used.
  @inline(__always)
  init(_ buffer: UnsafeRawBufferPointer) {
    unsafe self.buffer = unsafe buffer
  }

  @inline(__always)
  var count: Int { unsafe buffer.count }

  /// The byte at `offset`.
  @inline(__always)
  subscript(offset: Int) -> UInt8 { read(UInt8.self, at: offset) }

  /// The 16 bits at `offset`.
  @inline(__always)
  func uint16(at offset: Int) -> UInt16 { UInt16(bigEndian: read(UInt16.self, at: offset)) }

  /// The 32 bits at `offset`.
  @inline(__always)
  func uint32(at offset: Int) -> UInt32 { UInt32(bigEndian: read(UInt32.self, at: offset)) }

  /// The 64 bits at `offset`.
  @inline(__always)
  func uint64(at offset: Int) -> UInt64 { UInt64(bigEndian: read(UInt64.self, at: offset)) }

  /// The part of this view in `range`.
  @inline(__always)
  subscript(range: Range<Int>) -> Octets {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe Octets(UnsafeRawBufferPointer(rebasing: buffer[range]))
  }

  /// Hands out these bytes as a span that must not outlive `body`.
  @inline(__always)
  func withSpan(_ body: (Span<UInt8>) -> Void) {
    let bytes = unsafe buffer.assumingMemoryBound(to: UInt8.self)
    body(unsafe bytes.span)
  }

  /// Has the processor fetch these bytes, for whoever reads them soon: they may be in the cache of another one.
  @inline(__always)
  func fetch() {
    guard let base = unsafe buffer.baseAddress else { return }
    for line in stride(from: 0, to: count, by: Self.cacheLine) { unsafe prefetch(base + line) }
  }

  /// How many bytes a processor fetches at once.
  private static let cacheLine = 64

  /// The fingerprint of these bytes.
  var fingerprint: UInt64 {
    var mark: UInt64 = 0
    withSpan { mark = $0.fingerprint }
    return mark
  }

  /// A copy of these bytes, for what has to wait.
  func copied() -> [UInt8] { unsafe Array(buffer) }

  /// Puts a copy of these bytes behind others.
  @inline(__always)
  func append(to bytes: inout [UInt8]) {
    unsafe bytes.append(contentsOf: buffer)
  }

  @inline(__always)
  private func read<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type, at offset: Int) -> Value {
    precondition(offset >= 0 && offset <= count - MemoryLayout<Value>.size)
    return unsafe buffer.loadUnaligned(fromByteOffset: offset, as: Value.self)
  }
}

extension Array where Element == UInt8 {
  /// Lends these bytes as a view that must not outlive `body`.
  func withOctets(_ body: (Octets) -> Void) {
    unsafe withUnsafeBytes { unsafe body(Octets($0)) }
  }
}
