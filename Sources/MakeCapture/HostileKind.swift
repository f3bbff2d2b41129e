import ArgumentParser

/// What a hostile capture is full of, to fill memory or to take time.
enum HostileKind: String, CaseIterable, ExpressibleByArgument {
  case synOnly = "syn"
  case unfinished
  case dribble
  case holes
  case reports
  case fragments
  case dialogs
  case longHeader = "long-header"
  case manyHeaders = "many-headers"
  case mediaLines = "media-lines"
  case mediaKinds = "media-kinds"
  case mediaPorts = "media-ports"
  case calls
  case paths
  case scan
  case endpoints
  case flows

  /// What is counted, and what is wrong with it.
  var help: String {
    switch self {
    case .synOnly: "TCP connections of a SYN that nobody answers"
    case .unfinished: "TCP connections with the begin of a SIP message"
    case .dribble: "TCP segments of one byte, of SIP messages without an end"
    case .holes: "TCP connections with a SIP message behind a hole"
    case .reports: "HEP connections that say nothing behind a report of 60 KB"
    case .fragments: "pieces of IP packets that are never complete"
    case .dialogs: "dialogs under one Call-ID, each with tags of its own"
    case .longHeader: "INVITEs with one header of 65 KB, over UDP and TCP in turn"
    case .manyHeaders: "INVITEs with 13000 headers, over UDP and TCP in turn"
    case .mediaLines: "INVITEs of calls of their own, each with 2400 m= lines"
    case .mediaKinds: "INVITEs of one call, each with 2000 m= lines of kinds of their own"
    case .mediaPorts: "INVITEs of one call, each with 1000 m= lines at endpoints of their own"
    case .calls: "INVITEs, each with a Call-ID of its own"
    case .paths: "INVITEs whose Call-IDs are paths, ../../etc/passwd and the like"
    case .scan: "RTP packets, each to a port that nobody announced"
    case .endpoints: "calls that announce a media endpoint each, and an RTP packet to each"
    case .flows: "RTP packets, each from another port to one of few endpoints that were announced"
    }
  }
}
