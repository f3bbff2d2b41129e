import Wire

/// Which way media flows, as the side that wrote the description sees it (RFC 8866 section 6.7).
package enum MediaDirection: String, Codable, Hashable, Sendable {
  case sendrecv, sendonly, recvonly, inactive

  /// The direction that the last of the direction attributes says; nil when there is none.
  static func last(of attributes: [Attribute], in bytes: [UInt8]) -> MediaDirection? {
    for attribute in attributes.reversed() where attribute.value == nil {
      if bytes.equals(attribute.name, ignoringCase: "sendrecv") { return .sendrecv }
      if bytes.equals(attribute.name, ignoringCase: "sendonly") { return .sendonly }
      if bytes.equals(attribute.name, ignoringCase: "recvonly") { return .recvonly }
      if bytes.equals(attribute.name, ignoringCase: "inactive") { return .inactive }
    }
    return nil
  }
}
