internal import CPcap
package import Diagnostics

/// What travels on the loopback interface, written to a file while it happens.
///
/// It works without a thread of its own: whoever records calls `drain` again and again, and libpcap keeps what comes in
/// between.
@safe
package final class LoopbackRecording {
  private let handle: OpaquePointer
  private let dump: OpaquePointer
  private var isOpen = true

  /// What the kernel keeps between two calls of `drain`, in bytes.
  private static let bufferSize: Int32 = 64 << 20
  private static let interface = "lo"

  /// Starts to record.
  ///
  /// - Parameters:
  ///   - path: the file to write.
  ///   - filter: a BPF expression that says what to record.
  ///
  /// Throws `Failure` (`refused`): `no-right` when this process may not, `cannot-record` for any other reason.
  package init(to path: String, filter: String) throws(Failure) {
    var reason = Array(repeating: CChar(0), count: Int(PCAP_ERRBUF_SIZE))
    guard let handle = unsafe pcap_create(Self.interface, &reason) else {
      throw Self.failure(String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    unsafe pcap_set_snaplen(handle, 262_144)
    unsafe pcap_set_immediate_mode(handle, 1)
    unsafe pcap_set_buffer_size(handle, Self.bufferSize)
    unsafe pcap_set_timeout(handle, 1)
    let status = unsafe pcap_activate(handle)
    if status < 0 {
      let text = unsafe String(cString: pcap_geterr(handle))
      unsafe pcap_close(handle)
      throw status == PCAP_ERROR_PERM_DENIED ? Self.noRight : Self.failure(text)
    }
    do throws(Failure) {
      unsafe dump = unsafe try Self.prepare(handle, path, filter)
    } catch {
      unsafe pcap_close(handle)
      throw error
    }
    unsafe self.handle = unsafe handle
  }

  private static func prepare(_ handle: OpaquePointer, _ path: String, _ filter: String) throws(Failure)
    -> OpaquePointer
  {
    var program = unsafe bpf_program()
    guard unsafe pcap_compile(handle, &program, filter, 1, UInt32.max) == 0 else {
      throw failure(unsafe String(cString: pcap_geterr(handle)))
    }
    defer { unsafe pcap_freecode(&program) }
    var reason = Array(repeating: CChar(0), count: Int(PCAP_ERRBUF_SIZE))
    guard unsafe pcap_setfilter(handle, &program) == 0, unsafe pcap_setnonblock(handle, 1, &reason) == 0,
      let dump = unsafe pcap_dump_open(handle, path)
    else { throw failure(unsafe String(cString: pcap_geterr(handle))) }
    return unsafe dump
  }

  deinit {
    close()
  }

  /// Writes what has come since the last time, without waiting for more.
  ///
  /// - Returns: how many frames that was.
  @discardableResult
  package func drain() -> Int {
    guard isOpen else { return 0 }
    var count = 0
    while true {
      let next = unsafe pcap_dispatch(handle, -1, pcap_dump, UnsafeMutablePointer(dump))
      guard next > 0 else { return count }
      count += Int(next)
    }
  }

  /// How many frames the kernel dropped because `drain` came too late.
  package var dropped: Int {
    var statistics = pcap_stat()
    guard isOpen, unsafe pcap_stats(handle, &statistics) == 0 else { return 0 }
    return Int(statistics.ps_drop)
  }

  /// Ends the recording; the file is complete afterwards.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    unsafe pcap_dump_close(dump)
    unsafe pcap_close(handle)
  }

  private static let noRight = Failure(
    .refused,
    "no-right",
    "recording loopback needs the right to open raw sockets, as playing media by SIPp does: run this as root (sudo), "
      + "or give it to both programs once: sudo setcap cap_net_raw+ep $(command -v pcap2scenario) $(command -v sipp)"
  )

  private static func failure(_ reason: String) -> Failure {
    Failure(.refused, "cannot-record", "loopback (\(interface)) can't be recorded: \(reason)")
  }
}
