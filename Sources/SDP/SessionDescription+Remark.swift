extension SessionDescription {
  /// Something in a description that isn't as RFC 8866 wants it, and that the parser tolerated.
  package struct Remark: Hashable, Sendable {
    /// What kind of thing was found: a short stable name that a script can look for.
    package let code: Code
    /// What was found, in words for the user.
    package let text: String
    /// The byte where it stands.
    package let offset: Int

    package init(_ code: Code, _ text: String, at offset: Int) {
      self.code = code
      self.text = text
      self.offset = offset
    }
  }
}

extension SessionDescription.Remark {
  /// The kinds of remark; the raw value is the name that is shown.
  package enum Code: String, Sendable, CaseIterable {
    case bareLineFeed = "sdp-bare-line-feed"
    case line = "sdp-line"
    case origin = "sdp-origin"
    case connection = "sdp-connection"
    case media = "sdp-media"
  }
}
