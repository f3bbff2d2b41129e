import SIP
import Wire

/// Looks over the messages in datagrams ahead of the recorder that will take them.
final class SIPLookout: Lookout {
  private let recorder: CallRecorder
  // Of one thread at a time, and never asked for while it is changed.
  @exclusivity(unchecked) private var glances: [Glance] = []

  init(of recorder: CallRecorder) {
    self.recorder = recorder
  }

  func look(at datagram: Arrival, payload: Span<UInt8>, missing: Int) -> Int? {
    guard SIPRecognition.looksLikeSIP(payload), recorder.isOnSIPPort(datagram),
      let glance = recorder.glance(at: payload, over: datagram.transport)
    else { return nil }
    unsafe glances.append(glance)
    return unsafe glances.count - 1
  }

  func receive(datagram: Arrival, payload: Span<UInt8>, missing: Int, number: Int) {
    recorder.take(unsafe glances[number], payload, at: datagram, missing: missing)
  }

  func clear() {
    unsafe glances.removeAll(keepingCapacity: true)
  }
}
