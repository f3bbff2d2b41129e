package import SIP
import Wire

extension Message {
  /// The bytes of the message with the values of Authorization and Proxy-Authorization blotted out.
  ///
  /// Captured credentials answer a nonce of their own time and are worth nothing in a replay, but a password can be
  /// guessed from them: they end here, so that nothing to the right of the model can let them out. The scheme stays.
  package var withoutCredentials: [UInt8] {
    let secret = headers.filter { HeaderName.credentials.contains($0.canonical) }
    guard !secret.isEmpty else { return bytes }
    var result: [UInt8] = []
    var position = 0
    for header in secret {
      result += bytes[position..<header.value.lowerBound]
      let scheme = bytes[header.value].prefix { $0.isToken }
      // A word with nothing behind it is no scheme but may be the secret.
      let isScheme = scheme.endIndex < header.value.upperBound && bytes[scheme.endIndex].isLinearSpace
      result += isScheme ? Array(scheme) + Array(" redacted".utf8) : Array("redacted".utf8)
      position = header.value.upperBound
    }
    return result + bytes[position...]
  }

  /// The user name in the first of its credentials, nil when it carries none.
  var credentialsUser: String? {
    headers.lazy.filter { HeaderName.credentials.contains($0.canonical) }
      .compactMap { SIP.Credentials.parse(self.bytes, in: $0.value)?.username }.first
      .map { bytes.text($0).trimmingQuotes }
  }
}

extension HeaderName {
  /// The headers that carry credentials (RFC 3261 sections 20.7 and 20.28).
  package static let credentials: Set<HeaderName> = ["authorization", "proxy-authorization"]
}

extension String {
  fileprivate var trimmingQuotes: String {
    count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
  }
}
