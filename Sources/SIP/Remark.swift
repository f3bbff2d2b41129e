/// Something in a message that isn't as the RFCs want it, and that the parser tolerated.
package struct Remark: Hashable, Sendable {
  /// What kind of thing was found: a short stable name that a script can look for.
  package let code: Code
  /// What was found, in words for the user.
  package let text: String
  /// The byte of the message where it stands.
  package let offset: Int

  package init(_ code: Code, _ text: String, at offset: Int) {
    self.code = code
    self.text = text
    self.offset = offset
  }
}

extension Remark {
  /// The kinds of remark; the raw value is the name that is shown.
  package enum Code: String, Sendable, CaseIterable {
    // The frame of a message (RFC 3261 section 7).
    case bareLineFeed = "bare-line-feed"
    case headersCutOff = "headers-cut-off"
    case headerWithoutColon = "header-without-colon"
    case headerName = "header-name"
    case bodyCutOff = "body-cut-off"
    case bytesAfterBody = "bytes-after-body"
    case contentLength = "content-length"

    // The start line.
    case startLineBlanks = "start-line-blanks"
    case version
    case statusCode = "status-code"
    case requestURI = "request-uri"

    // What the headers hold.
    case missingHeader = "missing-header"
    case repeatedHeader = "repeated-header"
    case cseq
    case cseqMethod = "cseq-method"
    case via
    case branch
    case address
    case unbalancedQuote = "unbalanced-quote"
    case displayName = "display-name"
    case emptyElement = "empty-element"
    case number
    case date

    // The way through a stream (RFC 3261 section 18.3).
    case missingContentLength = "missing-content-length"
    case messageTooLong = "message-too-long"
    case messageCutOff = "message-cut-off"
    case skippedBytes = "skipped-bytes"
  }
}
