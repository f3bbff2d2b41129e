internal import CPcap
internal import Wire

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An open capture file of libpcap: frames one after another, times in nanoseconds.
@safe
struct PcapFile: ~Copyable {
  /// What the next read gave.
  enum Next {
    case frame
    /// A frame that the filter does not let through.
    case passedOver
    case end
    /// Nothing more can be read, for the reason that libpcap gives.
    case broken(String)
  }

  /// Why libpcap does not open a file.
  struct Refusal: Error {
    let reason: String
  }

  /// Larger than stdio's own buffer: a sixtieth of the system calls.
  private static let bufferSize = 256 * 1024

  private let handle: OpaquePointer
  /// The compiled filter; nil when every frame is wanted.
  private var filter: UnsafeMutablePointer<bpf_program>?
  /// stdio reads into it as long as the file is open; glibc takes a size only together with a buffer.
  private let buffer: UnsafeMutablePointer<CChar>

  init(_ path: String) throws(Refusal) {
    guard let file = unsafe fopen(path, "rb") else { throw Refusal(reason: unsafe String(cString: strerror(errno))) }
    let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: Self.bufferSize)
    unsafe setvbuf(file, buffer, _IOFBF, Self.bufferSize)
    var reason = Array(repeating: CChar(0), count: Int(PCAP_ERRBUF_SIZE))
    let opened = unsafe pcap_fopen_offline_with_tstamp_precision(file, UInt32(PCAP_TSTAMP_PRECISION_NANO), &reason)
    guard let opened = unsafe opened else {
      unsafe fclose(file)
      unsafe buffer.deallocate()
      throw Refusal(reason: Self.text(reason))
    }
    unsafe handle = opened
    unsafe self.buffer = unsafe buffer
    unsafe filter = nil
  }

  deinit {
    if let filter = unsafe filter {
      unsafe pcap_freecode(filter)
      unsafe filter.deallocate()
    }
    unsafe pcap_close(handle)
    unsafe buffer.deallocate()
  }

  /// libpcap's `DLT_` number of the link layer.
  var linkNumber: Int32 { unsafe pcap_datalink(handle) }

  /// What libpcap calls the link layer, with its number: `IEEE802_11_RADIO (127)`.
  var linkName: String {
    let number = linkNumber
    guard let name = unsafe pcap_datalink_val_to_name(number) else { return String(number) }
    return unsafe "\(String(cString: name)) (\(number))"
  }

  /// The first bytes of a file that is no capture, at most 64.
  static func start(of path: String) -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { return [] }
    defer { unsafe fclose(file) }
    var bytes = Array(repeating: UInt8(0), count: 64)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  /// Lets only frames through that `expression`, in the language of tcpdump, selects.
  ///
  /// Throws `Refusal` when libpcap does not understand it.
  mutating func select(_ expression: String) throws(Refusal) {
    let program = UnsafeMutablePointer<bpf_program>.allocate(capacity: 1)
    unsafe program.initialize(to: bpf_program())
    guard unsafe pcap_compile(handle, program, expression, 1, UInt32.max) == 0 else {
      unsafe program.deallocate()
      throw Refusal(reason: unsafe String(cString: pcap_geterr(handle)))
    }
    unsafe filter = unsafe program
  }

  /// Reads the next frame and lends it to `body`.
  @inline(__always)
  mutating func next(frame: FrameNumber, _ body: (Packet) -> Void) -> Next {
    var header: UnsafeMutablePointer<pcap_pkthdr>?
    var bytes: UnsafePointer<UInt8>?
    let status = unsafe pcap_next_ex(handle, &header, &bytes)
    guard status == 1, let header = unsafe header, let bytes = unsafe bytes else {
      return status == PCAP_ERROR_BREAK ? .end : .broken(unsafe String(cString: pcap_geterr(handle)))
    }
    if let filter = unsafe filter, unsafe pcap_offline_filter(filter, header, bytes) == 0 { return .passedOver }
    let octets = unsafe Octets(UnsafeRawBufferPointer(start: bytes, count: Int(header.pointee.caplen)))
    let time = unsafe Self.time(header.pointee.ts)
    body(Packet(octets: octets, length: unsafe Int(header.pointee.len), time: time, frame: frame))
    return .frame
  }

  /// A time of a damaged file may lie anywhere; it is brought into what `CaptureTime` can hold, 1970 to 2262.
  @inline(__always)
  private static func time(_ stamp: timeval) -> CaptureTime {
    // With nanosecond precision libpcap puts nanoseconds where the name says microseconds.
    let (nanoseconds, overflow) = Int64(stamp.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carried) = nanoseconds.addingReportingOverflow(Int64(stamp.tv_usec))
    guard !overflow, !carried else { return CaptureTime(nanoseconds: stamp.tv_sec < 0 ? 0 : .max) }
    return CaptureTime(nanoseconds: max(0, sum))
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
