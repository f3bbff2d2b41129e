/// What a call is about, by the method of its first request.
package enum CallKind: String, Codable, Sendable {
  case invite, register, options, message, subscribe, publish, other

  package init(method: String) {
    self = CallKind(rawValue: method.lowercased()) ?? .other
  }
}
