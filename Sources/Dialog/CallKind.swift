/// What a call is about, by the method of its first request.
package enum CallKind: String, Codable, Sendable {
  case invite, register, options, message, subscribe, publish, other

  package init(method: String) {
    // As most are: a long list asks for each.
    self = method == "INVITE" ? .invite : CallKind(rawValue: method.lowercased()) ?? .other
  }
}
