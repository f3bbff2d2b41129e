extension RuleSchema {
  /// What a file says about the engine that it describes.
  static var target: [String: Node] {
    object(
      TargetKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0)) },
      required: TargetKey.required.map(\.rawValue)
    )
  }

  private static func shape(of key: TargetKey) -> [String: Node] {
    switch key {
    case .title, .byteEscape: scalar
    case .variables: texts
    case .escapes:
      [
        "type": .text("array"),
        "items": .object(
          object(
            EscapeKey.allCases.map { ($0.rawValue, $0.help, scalar) },
            required: EscapeKey.required.map(\.rawValue)
          )
        ),
      ]
    case .language:
      object(
        LanguageKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0)) },
        required: LanguageKey.required.map(\.rawValue)
      )
    case .capabilities:
      object(
        CapabilityKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0)) },
        required: CapabilityKey.required.map(\.rawValue)
      )
    case .fields:
      object(
        InjectionKey.allCases.map { ($0.rawValue, $0.help, scalar) },
        required: InjectionKey.allCases.map(\.rawValue)
      )
    case .replay:
      object(
        ReplayKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0)) },
        required: ReplayKey.allCases.map(\.rawValue)
      )
    }
  }

  private static func shape(of key: CapabilityKey) -> [String: Node] {
    switch key {
    case .clientReceivesRequests, .playsLinesTogether, .stopsMedia, .writesIPv6: flag
    case .mediaAt: several(words(TargetLoader.carriers))
    case .playable, .provisionalsOfInvite, .provisionalsOfOthers: several(scalar)
    case .largestDatagram, .largestFile, .retransmitsAfter: ["type": .text("integer")]
    }
  }

  private static func shape(of key: LanguageKey) -> [String: Node] {
    switch key {
    case .elements:
      ["type": .text("object"), "additionalProperties": .object(["type": .text("array"), "items": .object(scalar)])]
    case .needs: texts
    case .refuses: several(words(ScenarioLanguage.Refusal.allCases.map(\.rawValue)))
    default: several(scalar)
    }
  }

  private static func shape(of key: ReplayKey) -> [String: Node] {
    switch key {
    case .uas, .uac, .credentials: scalar
    case .serverTransports, .clientTransports: texts
    }
  }

  /// A mapping whose keys are the user's own.
  private static var texts: [String: Node] { ["type": .text("object"), "additionalProperties": .object(scalar)] }
}
