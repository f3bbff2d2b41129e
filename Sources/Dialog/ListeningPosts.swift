import Wire

/// Who listens at which endpoint: one party, or rarely several (a proxy that forwards an SDP makes its legs share one).
struct ListeningPosts {
  /// An endpoint with the one who listens there.
  private struct Post {
    let endpoint: Endpoint
    var listener: Listener
  }

  private var posts = LongList<Post>()
  private var byEndpoint = IndexTable()
  /// Who else listens at a post.
  private var others: [Int: [Listener]] = [:]

  /// More who share an endpoint than a proxy has legs are somebody's joke.
  private static let mostSharing = 64

  /// Whether nobody listens anywhere.
  var isEmpty: Bool { posts.isEmpty }

  /// Where the post at `endpoint` stands; nil when nobody listens there.
  @inline(__always)
  func find(_ endpoint: Endpoint) -> Int? {
    byEndpoint.find(byEndpoint.secret.hash(endpoint)) { posts[$0].endpoint == endpoint }
  }

  /// The one who listens at the post with this index, in the first place.
  subscript(post: Int) -> Listener { posts[post].listener }

  /// All who listen there.
  func listeners(at post: Int) -> [Listener] { [posts[post].listener] + (others[post] ?? []) }

  func isListening(_ listener: Listener, at post: Int) -> Bool {
    posts[post].listener == listener || others[post]?.contains(listener) == true
  }

  /// Makes `listener` the first at an endpoint where nobody was.
  mutating func open(_ endpoint: Endpoint, for listener: Listener) {
    byEndpoint.insert(posts.count, hash: byEndpoint.secret.hash(endpoint))
    posts.append(Post(endpoint: endpoint, listener: listener))
  }

  /// Puts `listener` in the first place; those who share the post stay only when told to.
  mutating func hand(_ post: Int, to listener: Listener, keepingOthers: Bool) {
    posts[post].listener = listener
    if !keepingOthers { others[post] = nil }
  }

  /// Lets `listener` share the post.
  ///
  /// - Returns: whether there was room.
  mutating func share(_ post: Int, with listener: Listener) -> Bool {
    guard others[post, default: []].count < Self.mostSharing else { return false }
    others[post, default: []].append(listener)
    return true
  }
}
