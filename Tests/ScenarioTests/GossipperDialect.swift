/// What gossipper documents of its scenarios, as far as a generator may use it.
enum GossipperDialect {
  /// Elements with their attributes.
  static let elements: [String: Set<String>] = [
    "scenario": ["name"],
    "send": ["retrans"],
    "recv": ["request", "response", "optional", "rrs", "timeout", "rtd"],
    "pause": ["milliseconds"],
    "nop": [],
    "action": [],
    "exec": ["play_pcap_audio", "play_pcap_video", "play_pcap_image", "rtp_stream"],
  ]

  /// Where an element may stand.
  static let parents: [String: Set<String>] = [
    "send": ["scenario"], "recv": ["scenario"], "pause": ["scenario"], "nop": ["scenario"],
    // In a <send> it would be sent as text.
    "action": ["recv", "nop"],
    "exec": ["action"],
  ]

  /// Words that may stand in brackets.
  static let variables: Set<String> = [
    "service", "remote_ip", "remote_host", "remote_port", "local_ip", "local_port", "local_ip_type", "server_ip",
    "transport", "media_ip", "media_ip_type", "media_port", "auto_media_port", "rtpstream_audio_port",
    "rtpstream_video_port", "call_id", "cseq", "call_number", "branch", "msg_index", "pid", "users", "userid", "len",
    "timestamp", "date", "sipp_version", "clock_tick", "dynamic_id", "last_message", "next_url", "peer_tag_param",
    "routes", "authentication",
  ]

  /// Whether `word` may stand in brackets: a variable, or a header of the last message with its name.
  ///
  /// Without the colon it would be the value alone, and `last_cseq_number` is looked up as a header that nobody
  /// sends.
  static func knows(_ word: String) -> Bool {
    variables.contains(word) || word.hasPrefix("last_") && word.hasSuffix(":") || word.hasPrefix("file name=\"")
  }

  /// The steps of the documented examples, as `Outline` tells them: the caller's.
  static let caller = [
    "send INVITE, retrans", "recv 100, optional", "recv 180, optional", "recv 200, play audio", "send ACK", "pause",
    "nop, stop", "send BYE, retrans", "recv 200",
  ]

  /// The callee's.
  static let callee = [
    "recv INVITE", "send 180", "send 200, retrans", "recv ACK, play audio", "pause", "nop, stop", "recv BYE",
    "send 200",
  ]

  /// The caller's that answers a challenge, as far as the documentation shows it.
  static let challenged = ["send INVITE, retrans", "recv 401", "send ACK", "send INVITE, retrans"]
}
