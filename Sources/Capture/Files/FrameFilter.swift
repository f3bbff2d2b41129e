internal import CPcap
internal import Diagnostics
internal import Wire

/// An expression in the language of tcpdump, compiled for each link layer of a capture.
///
/// On some link layers an expression may mean nothing, as `vlan 7` on raw IP: it selects none of their frames.
@safe
final class FrameFilter {
  /// What the expression is on one link layer.
  @safe
  private enum Reading {
    case program(UnsafeMutablePointer<bpf_program>)
    /// Why libpcap does not understand it.
    case nothing(String)
  }

  /// The frames that were passed over, as the expression means nothing on their link layer.
  private struct Passed {
    let reason: String
    let first: FrameNumber
    var count = 0
  }

  private let expression: String
  private var readings: [Int32: Reading] = [:]
  private var passed: [Int32: Passed] = [:]

  init(_ expression: String) {
    self.expression = expression
  }

  deinit {
    for case .program(let program) in readings.values {
      unsafe pcap_freecode(program)
      unsafe program.deallocate()
    }
  }

  /// Whether a frame is selected.
  func selects(_ octets: Octets, _ frame: Frame, number: FrameNumber) -> Bool {
    switch reading(on: frame.linkNumber) {
    case .program(let program):
      var header = pcap_pkthdr()
      header.caplen = UInt32(clamping: octets.count)
      header.len = UInt32(clamping: frame.length)
      var isSelected = false
      octets.withSpan { span in
        unsafe span.withUnsafeBufferPointer { bytes in
          isSelected = unsafe pcap_offline_filter(program, &header, bytes.baseAddress) != 0
        }
      }
      return isSelected
    case .nothing(let reason):
      passed[frame.linkNumber, default: Passed(reason: reason, first: number)].count += 1
      return false
    }
  }

  /// Sees whether the expression can be used at all.
  ///
  /// - Parameter numbers: the link layers that are known to be met.
  ///
  /// Throws `Failure` (`usage`) when it means nothing on any link layer.
  func check(links numbers: [Int32]) throws(Failure) {
    for number in numbers + LinkType.numbers {
      if case .program = reading(on: number) { return }
    }
    if case .nothing(let reason) = reading(on: numbers.first ?? DLT_EN10MB) { throw refusal(reason) }
  }

  /// Tells of the frames on whose link layers the expression meant nothing.
  ///
  /// Throws `Failure` (`usage`) when there were no others.
  func findings(of capture: String) throws(Failure) -> Findings {
    let inOrder = passed.sorted { $0.value.first < $1.value.first }
    if let first = inOrder.first?.value, passed.count == readings.count { throw refusal(first.reason) }
    var findings = Findings()
    for (number, passed) in inOrder {
      findings.warning(
        "filter-link",
        "\(passed.count) \(passed.count == 1 ? "frame" : "frames") passed over: the filter means nothing on "
          + "\(LinkType(number: number)?.name ?? "their link layer") (\(passed.reason)), first frame \(passed.first)",
        at: Location(capture: capture, frame: passed.first)
      )
    }
    return findings
  }

  private func reading(on number: Int32) -> Reading {
    if let reading = readings[number] { return reading }
    let reading = compiled(for: number)
    readings[number] = reading
    return reading
  }

  private func compiled(for number: Int32) -> Reading {
    // The one number of which files and systems have different ideas.
    let link = number == 101 ? DLT_RAW : number
    guard let handle = unsafe pcap_open_dead(link, Int32(FrameRecord.largest)) else {
      return .nothing("there is no memory for it")
    }
    defer { unsafe pcap_close(handle) }
    let program = UnsafeMutablePointer<bpf_program>.allocate(capacity: 1)
    unsafe program.initialize(to: bpf_program())
    guard unsafe pcap_compile(handle, program, expression, 1, UInt32.max) == 0 else {
      unsafe program.deallocate()
      return unsafe .nothing(String(cString: pcap_geterr(handle)))
    }
    return unsafe .program(program)
  }

  private func refusal(_ reason: String) -> Failure {
    Failure(
      .usage,
      "bad-filter",
      "the filter '\(expression)' can't be used: \(reason); it is written as for tcpdump ('man pcap-filter')"
    )
  }
}
