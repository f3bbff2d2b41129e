import Dialog

extension Party {
  /// The user name that answers challenges: that of the captured credentials, or the best guess.
  var authUser: String { credentialsUser ?? user ?? "user" }
}
