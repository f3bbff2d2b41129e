internal import CPcap
internal import Diagnostics

/// An expression in the language of tcpdump, compiled for each link layer of a capture.
@safe
final class FrameFilter {
  private let expression: String
  private var programs: [Int32: UnsafeMutablePointer<bpf_program>] = unsafe [:]

  init(_ expression: String) {
    self.expression = expression
  }

  deinit {
    unsafe programs.values.forEach { program in
      unsafe pcap_freecode(program)
      unsafe program.deallocate()
    }
  }

  /// Whether the frame is selected.
  ///
  /// Throws `Failure` (`usage`) when libpcap does not understand the expression.
  func selects(_ frame: Octets, length: Int, link number: Int32) throws(Failure) -> Bool {
    let program = unsafe try program(for: number)
    var header = pcap_pkthdr()
    header.caplen = UInt32(clamping: frame.count)
    header.len = UInt32(clamping: length)
    var isSelected = false
    frame.withSpan { span in
      unsafe span.withUnsafeBufferPointer { bytes in
        isSelected = unsafe pcap_offline_filter(program, &header, bytes.baseAddress) != 0
      }
    }
    return isSelected
  }

  /// Sees whether the expression can be used on frames of a link layer.
  ///
  /// Throws `Failure` (`usage`) when it can't.
  func check(link number: Int32) throws(Failure) {
    _ = unsafe try program(for: number)
  }

  private func program(for number: Int32) throws(Failure) -> UnsafeMutablePointer<bpf_program> {
    if let program = unsafe programs[number] { return unsafe program }
    // The one number of which files and systems have different ideas.
    let link = number == 101 ? DLT_RAW : number
    guard let handle = unsafe pcap_open_dead(link, Int32(FrameRecord.largest)) else {
      throw failure("there is no memory for it")
    }
    defer { unsafe pcap_close(handle) }
    let program = UnsafeMutablePointer<bpf_program>.allocate(capacity: 1)
    unsafe program.initialize(to: bpf_program())
    guard unsafe pcap_compile(handle, program, expression, 1, UInt32.max) == 0 else {
      unsafe program.deallocate()
      throw failure(unsafe String(cString: pcap_geterr(handle)))
    }
    unsafe programs[number] = unsafe program
    return unsafe program
  }

  private func failure(_ reason: String) -> Failure {
    Failure(
      .usage,
      "bad-filter",
      "the filter '\(expression)' can't be used: \(reason); it is written as for tcpdump ('man pcap-filter')"
    )
  }
}
