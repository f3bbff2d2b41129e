#if Control
import Hummingbird
import NIOCore

/// What is known of a request besides itself.
struct ControlContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks; nil before the authentication, and where none is needed.
  var login: Login?
  /// The address of whoever is at the other end of the connection.
  var peer: String?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }

  /// A user, and the session by which the request is his.
  struct Login: Sendable {
    let user: User
    let session: Session
    /// What a page of this session sends back with each change.
    let pageToken: String
    /// Whether a browser sent it by itself.
    let isByCookie: Bool
  }

  /// Who asks; throws where nobody has logged in, which the authentication keeps from happening.
  var user: User {
    get throws {
      guard let login else { throw Refusal(.unauthorized, "log in first") }
      return login.user
    }
  }
}
#endif
