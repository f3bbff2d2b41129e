import Dialog
import Media
import RuleEngine
import SDP
import SIP
import Wire

/// A call between other people, and the media that goes with it.
struct Disguising {
  /// The call as it may be shown.
  let call: Call
  /// What media passes through; nil when nothing is disguised.
  let veil: MediaVeil?

  init(_ call: Call, rules: RuleSet) {
    guard let disguise = Disguise(call, rules: rules) else {
      self.call = call
      veil = nil
      return
    }
    self.call = call.veiled(by: disguise)
    veil = MediaVeil(
      captured: disguise.captured,
      encodings: call.encodings,
      silencesMedia: disguise.silencesMedia,
      hidesKeys: disguise.hidesKeys
    )
  }

  /// What stands for the path of the capture in outputs: its name may be that of a customer.
  static func path(of capture: String, rules: RuleSet) -> String { rules.disguises.isEmpty ? capture : "capture" }
}

extension Call {
  /// The names of encodings by payload type, in lower case, the first that was given to each.
  fileprivate var encodings: [UInt8: String] {
    var encodings: [UInt8: String] = [:]
    for message in timeline.compactMap(\.parsed) {
      guard let session = message.session else { continue }
      for map in session.media.flatMap(\.rtpmaps) {
        encodings[map.payloadType] = encodings[map.payloadType] ?? session.bytes.text(map.encoding).lowercased()
      }
    }
    return encodings
  }
}
