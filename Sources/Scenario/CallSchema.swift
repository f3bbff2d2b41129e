package import Templates

/// The fields of templates that are rendered once for the whole call.
package enum CallSchema {
  package static let schema = TemplateSchema([
    "capture": Field(.text, "file name of the capture, without folders"),
    "call_id": Field(.text, "captured Call-ID"),
    "number": Field(.text, "number of the call in the capture, from 1"),
    "kind": Field(.text, "invite, register, options, message, subscribe, publish, other"),
    "outcome": Field(.text, "answered, cancelled, rejected N, redirected N, unfinished"),
    "start": Field(.text, "when the first message was captured, ISO 8601 in UTC"),
    "duration": Field(.text, "seconds from the first message to the last"),
    "leg": Field(.text, "number of the leg that was chosen"),
    "caller": Field(.group(party), "who calls on that leg"),
    "callee": Field(.group(party), "who is called on that leg"),
    "parties": Field(.list(.group(party)), "everybody who called or was called, each once"),
    "legs": Field(.list(.group(leg)), "the pairs of hosts between which the call was seen"),
    "hosts": Field(.list(.group(host)), "where signalling was seen, in the order of the legs: the lanes of a ladder"),
    "messages": Field(.list(.group(message)), "every message once, in time"),
    "media": Field(.list(.group(media)), "what was heard and seen between two endpoints, in time"),
    "events": Field(
      .list(
        .group(
          TemplateSchema([
            "message": Field(.group(message), "a message; false for media"),
            "media": Field(.group(media), "media that begins; false for a message"),
          ])
        )
      ),
      "messages and media together, in time"
    ),
    "ladder": Field(.group(LadderSchema.schema), "the call as a drawing"),
  ])

  private static let party = TemplateSchema([
    "role": Field(.text, "caller or callee"),
    "identity": Field(.text, "URI in From or To"),
    "user": Field(.text, "user part of it, the number; empty for none"),
    "host": Field(.text, "host part of it"),
    "display_name": Field(.text, "name beside it; empty for none"),
    "endpoint": Field(.text, "address and port of its signalling"),
    "transport": Field(.text, "udp, tcp, tls, sctp, ws"),
    "agent": Field(.text, "User-Agent or Server; empty for none"),
  ])

  private static let leg = TemplateSchema([
    "number": Field(.text, "from 1"),
    "caller": Field(.text, "address and port of the calling host"),
    "callee": Field(.text, "address and port of the called host"),
    "transport": Field(.text, "udp, tcp, tls, sctp, ws"),
  ])

  private static let host = TemplateSchema([
    "id": Field(.text, "a word for it: h1, h2"),
    "endpoint": Field(.text, "address and port"),
  ])

  /// How an arrow crosses the lanes, for messages and media alike.
  private static let arrow: [String: Field] = [
    "time": Field(.text, "seconds after the start of the call"),
    "frame": Field(.text, "first frame of the capture"),
    "leg": Field(.text, "number of the leg"),
    "sender": Field(.text, "caller or callee"),
    "from": Field(.text, "address and port it came from"),
    "to": Field(.text, "address and port it went to"),
    "from_host": Field(.text, "id of the host that sent it"),
    "to_host": Field(.text, "id of the host that got it"),
    "rightward": Field(.flag, "the host that got it stands right of the other"),
    "lanes": Field(
      .list(
        .group(
          TemplateSchema([
            "sends": Field(.flag, "the host sent it"),
            "receives": Field(.flag, "the host got it"),
            "passes": Field(.flag, "the host stands between both"),
          ])
        )
      ),
      "what each of the hosts has to do with it, in their order"
    ),
  ]

  private static let message = TemplateSchema(
    arrow.merging([
      "title": Field(.text, "method, or status and reason"),
      "method": Field(.text, "method of a request; empty for a response"),
      "status": Field(.text, "status of a response; empty for a request"),
      "answers": Field(.text, "method that a response answers; empty for a request"),
      "cseq": Field(.text, "number of its CSeq"),
      "session": Field(
        .text,
        "what its SDP asks for: audio 192.0.2.10:6000 sendonly, video refused; empty without one"
      ),
      "transport": Field(.text, "udp, tcp, tls, sctp, ws"),
      "repetitions": Field(.text, "how often it was sent again; empty for never"),
    ]) { first, _ in first }
  )

  private static let media = TemplateSchema(
    arrow.merging([
      "kind": Field(.text, "audio, video or image"),
      "codecs": Field(.text, "names of the payload types, with commas"),
      "packets": Field(.text, "how many"),
      "until": Field(.text, "when the last packet came, in seconds after the start of the call"),
      "lost": Field(.text, "how many of RTP never came, by their sequence numbers; empty where that can't be measured"),
      "loss": Field(.text, "what never came, in words: none lost, 3 of 63 lost (4.7 %)"),
      "jitter": Field(.text, "mean interarrival jitter in milliseconds; empty where that can't be measured"),
    ]) { first, _ in first }
  )
}
