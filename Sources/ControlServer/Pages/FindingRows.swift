#if Control
import Templates

/// What the program told, as the partial `findings` shows it.
enum FindingRows {
  static func value(_ findings: [Finding]) -> Value {
    .list(findings.map { .group(["severity": .text($0.severity), "text": .text($0.description)]) })
  }

  static let field = Field(
    .list(
      .group(
        TemplateSchema([
          "severity": Field(.text, "error, warning or note"),
          "text": Field(.text, "as the program told it"),
        ])
      )
    ),
    "what the program told"
  )
}
#endif
