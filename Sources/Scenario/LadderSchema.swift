import Templates

/// The fields of a ladder that is drawn: what stands where, in points from the upper left corner.
enum LadderSchema {
  static let schema = TemplateSchema([
    "width": Field(.text, "of the drawing"),
    "height": Field(.text, "of the drawing"),
    "head": Field(.text, "where the lanes begin, below the names of hosts"),
    "short": Field(.flag, "there are 500 messages at most, few enough for a rule of style for each"),
    "gutter": Field(.text, "times stand left of it"),
    "lanes": Field(
      .list(
        .group(
          TemplateSchema([
            "x": Field(.text, "from the left"),
            "label": Field(.text, "address and port, cut to fit"),
            "host": Field(.text, "address and port, not cut"),
            "identity": Field(.text, "URI of the caller or callee, else what it runs, cut to fit"),
            "about": Field(.text, "who it is, and what it runs, not cut; empty where nothing is known"),
          ])
        )
      ),
      "a host each"
    ),
    "pauses": Field(
      .list(
        .group(
          TemplateSchema(["y": Field(.text, "from above"), "seconds": Field(.text, "how long it is")])
        )
      ),
      "times of a second or more without a message, in time"
    ),
    "rungs": Field(
      .list(
        .group(
          TemplateSchema([
            "arrow": Field(.group(arrow), "a message; false for media"),
            "band": Field(.group(band), "media that begins; false for a message"),
          ])
        )
      ),
      "messages and media together, in time"
    ),
  ])

  /// What arrows and bands have in common.
  private static let place: [String: Field] = [
    "y": Field(.text, "from above"),
    "middle": Field(.text, "where its text has its middle, from the left"),
    "above": Field(.text, "where the first line of its text stands"),
    "below": Field(.text, "where the second line of its text stands"),
    "time": Field(.text, "seconds after the start of the call"),
    "frame": Field(.text, "first frame of the capture"),
    "from": Field(.text, "address and port it came from"),
    "to": Field(.text, "address and port it went to"),
    "title": Field(.text, "what it is, cut to fit"),
    "detail": Field(.text, "what stands below, cut to fit; empty for nothing"),
    "about": Field(.text, "title and detail, not cut"),
  ]

  private static let arrow = TemplateSchema(
    place.merging([
      "number": Field(.text, "position among the messages, from 1"),
      "previous": Field(.text, "number of the message before; empty for none"),
      "next": Field(.text, "number of the message behind; empty for none"),
      "line": Field(.text, "path of its line"),
      "head": Field(.text, "corners of its head"),
      "sort": Field(.text, "request, provisional, success, redirection, failure"),
      "transport": Field(.text, "udp, tcp, tls, sctp, ws"),
      "repetitions": Field(.text, "frames in which it was sent again; empty for none"),
      "text": Field(.text, "the message; values of credentials are blotted out"),
    ]) { first, _ in first }
  )

  private static let band = TemplateSchema(
    place.merging([
      "outline": Field(.text, "its corners"),
      "lossy": Field(.flag, "packets are missing"),
      "until": Field(.text, "seconds after the start, of the last packet"),
      "bar_x": Field(.text, "where the bar that shows how long it lasts stands, from the left"),
      "bar_y": Field(.text, "the same from above"),
      "bar_width": Field(.text, "its width"),
      "bar_height": Field(.text, "its height"),
    ]) { first, _ in first }
  )
}
