/// The keys behind `target`.
package enum TargetKey: String, CaseIterable, Sendable {
  case title, variables, escapes
  case byteEscape = "byte_escape"
  case language, capabilities, fields, replay

  /// One line on what it means.
  package var help: String {
    switch self {
    case .title: "engine and versions"
    case .variables: "what may stand in brackets, with a line of help each; * stands for any ending"
    case .escapes: "captured text that the engine would read as its own, and what to write instead"
    case .byteEscape: "how any byte is written, HH being its value; left out where there is no way"
    case .language: "what its scenario files may hold; left out where nothing is to be checked"
    case .capabilities: "what the engine can do"
    case .fields: "how a field of an injection file is written; left out for an engine without"
    case .replay: "the two commands that are printed, and what the engine calls each transport"
    }
  }

  /// Those that a target can't do without.
  static let required: [TargetKey] = [.variables, .title, .capabilities, .replay]
}

/// The keys of an item of `escapes`.
package enum EscapeKey: String, CaseIterable, Sendable {
  case text, with, file

  /// One line on what it means.
  package var help: String {
    switch self {
    case .text: "the captured text"
    case .with: "what to write instead"
    case .file: "a file beside the scenario that holds the text, for an engine that can only include it"
    }
  }

  static let required: [EscapeKey] = [.text, .with]
}

/// The keys behind `capabilities`.
package enum CapabilityKey: String, CaseIterable, Sendable {
  case clientReceivesRequests = "client_receives_requests"
  case mediaAt = "media_at"
  case playable
  case playsLinesTogether = "plays_lines_together"
  case stopsMedia = "stops_media"
  case largestDatagram = "largest_datagram"
  case largestFile = "largest_file"
  case provisionalsOfInvite = "provisionals_of_invite"
  case provisionalsOfOthers = "provisionals_of_others"
  case writesIPv6 = "writes_ipv6"
  case retransmitsAfter = "retransmits_after"

  /// One line on what it means.
  package var help: String {
    switch self {
    case .clientReceivesRequests: "whether a client scenario can receive a request, the callee's BYE for instance"
    case .mediaAt: "steps that can carry a media action: send, receive"
    case .playable: "kinds of m= line that can be played"
    case .playsLinesTogether: "whether one file may hold several m= lines, each two ports above the one before"
    case .stopsMedia: "whether a play can be stopped"
    case .largestDatagram: "largest media datagram in bytes; left out for no limit"
    case .largestFile: "largest scenario file in bytes; left out for no limit"
    case .provisionalsOfInvite:
      "responses to accept in front of a final one to an INVITE although they were not captured"
    case .provisionalsOfOthers: "the same for every other method"
    case .writesIPv6: "whether its address variables can stand in an IPv6 URI"
    case .retransmitsAfter: "milliseconds after which a request is repeated"
    }
  }

  static let required: [CapabilityKey] = [
    .clientReceivesRequests, .mediaAt, .playable, .stopsMedia, .writesIPv6, .retransmitsAfter,
  ]
}

/// The keys behind `language`.
package enum LanguageKey: String, CaseIterable, Sendable {
  case elements, attributes, steps, receives, messages, texts, variables, sets, given, needs, files, refuses

  /// One line on what it means.
  package var help: String {
    switch self {
    case .elements: "every element, with the attributes that only it knows"
    case .attributes: "the attributes that every element knows"
    case .steps: "the elements that are steps, in which order matters"
    case .receives: "the steps that receive"
    case .messages: "the elements that hold a message"
    case .texts: "the attributes in whose value variables in brackets stand"
    case .variables: "the attributes that name variables of the scenario, one or several with commas"
    case .sets: "those of them that give it a value"
    case .given: "the elements whose variables get their value from outside of the scenario"
    case .needs: "what the engine fills from something received, with the attribute that makes a receive keep it"
    case .files: "the attributes that name a file beside the scenario"
    case .refuses: "what the engine refuses at load although it is well-formed XML"
    }
  }

  static let required: [LanguageKey] = [.elements]
}

/// The keys behind `fields` of a target.
package enum InjectionKey: String, CaseIterable, Sendable {
  case keyword, argument, heading, separator

  /// One line on what it means.
  package var help: String {
    switch self {
    case .keyword: "a field in a message, with {file} and {column}"
    case .argument: "what the replay command gets for each file, with {file}"
    case .heading: "first line of the file"
    case .separator: "what stands between the columns"
    }
  }
}

/// The keys behind `replay`.
package enum ReplayKey: String, CaseIterable, Sendable {
  case uas, uac, credentials
  case serverTransports = "server_transports"
  case clientTransports = "client_transports"

  /// One line on what it means.
  package var help: String {
    switch self {
    case .uas: "the called side's command"
    case .uac: "the caller's command"
    case .credentials: "what stands for {credentials} where a challenge was seen"
    case .serverTransports: "what the engine calls each transport when it listens"
    case .clientTransports: "what the engine calls each transport when it calls"
    }
  }
}
