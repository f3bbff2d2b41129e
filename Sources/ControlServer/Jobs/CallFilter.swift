#if Control
import Hummingbird

/// Which calls of a capture are asked for: the options of `pcap2scenario calls`.
struct CallFilter: Sendable {
  let arguments: [String]
  /// Whether fewer than all calls are asked for; a port finds others instead.
  let isSelective: Bool

  static let options = ["from", "to", "method", "outcome", "since", "until", "sip_port", "filter"]

  /// Takes what `query` says of each option; nil or empty where nothing is asked.
  init(_ query: (String) -> String?) throws {
    var arguments: [String] = []
    var isSelective = false
    for name in Self.options {
      guard let value = query(name), !value.isEmpty else { continue }
      guard value.utf8.count <= 500 else { throw Refusal(.badRequest, "'\(name)' has more than 500 bytes") }
      // An argument of a process would end there.
      guard !value.unicodeScalars.contains("\0") else { throw Refusal(.badRequest, "'\(name)' holds a NUL") }
      arguments.append(Self.option(name, value))
      if name != "sip_port" { isSelective = true }
    }
    self.arguments = arguments
    self.isSelective = isSelective
  }

  /// All calls; SIP runs on this port, or on any for 0.
  init(sipPort: Int) {
    arguments = sipPort == 0 ? [] : [Self.option("sip_port", String(sipPort))]
    isSelective = false
  }

  /// One argument, so that a value that begins with '-' stays a value.
  private static func option(_ name: String, _ value: String) -> String {
    "--\(name.replacing("_", with: "-"))=\(value)"
  }
}
#endif
