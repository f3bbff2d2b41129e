package import Wire

/// A part of a body that is of one kind: the whole body, or one leaf of a multipart (RFC 2046 section 5.1).
package struct BodyPart: Sendable {
  /// What the part is; nil when it isn't said.
  package let contentType: MediaType?
  /// The part's own header fields; none when the body is not a multipart.
  package let headers: [Header]
  /// The bytes of the part, without its headers and delimiters.
  package let content: ByteRange
}

extension Message {
  /// The parts of the body in the order of the wire, nested multiparts opened; none when the body is empty.
  package var bodyParts: [BodyPart] {
    guard !body.isEmpty else { return [] }
    let whole = BodyPart(contentType: contentType, headers: [], content: body)
    return Multipart.leaves(of: whole, in: bytes)
  }

  /// The bytes of the first session description in the body, whether alone or inside a multipart; nil without one.
  package var sessionDescription: ByteRange? {
    bodyParts.first { $0.contentType?.isSDP(in: bytes) == true }?.content
  }
}
