#if Control
import HTTPTypes
import Hummingbird

/// Answers 405 with the methods that there are, where a path has some and not the one that is asked for.
enum MethodNotAllowed {
  private static let methods =
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY"]
    .compactMap { HTTPRequest.Method($0) }

  /// Adds what is missing at every path that the router has by now.
  static func fill(_ router: Router<ControlContext>) {
    var known: [String: Set<HTTPRequest.Method>] = [:]
    for route in router.routes { known[route.path.description, default: []].insert(route.method) }
    for (path, methods) in known {
      let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
      for method in Self.methods where !methods.contains(method) {
        router.on(RouterPath(path), method: method) { _, _ -> Response in
          var refusal = Refusal(.methodNotAllowed, "there is only \(allowed) here")
          refusal.headers[.allow] = allowed
          throw refusal
        }
      }
    }
  }
}
#endif
