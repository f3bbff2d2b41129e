#if Control
import GRDB

/// What a lab keeps in versions: a scenario, a rule set or a template.
struct Document: StoredRecord {
  static let databaseTableName = "document"
  var kind: DocumentKind
  var id: String
  var name: String
  /// Of a scenario: `uac` or `uas`.
  var role: String?
  var tags: [String]
  /// Of a template: the file that it stands in for, `sipp/send.mustache`.
  var path: String?
  /// The newest version, counted from 1.
  var version: Int
  var createdAt: Timestamp
  var updatedAt: Timestamp
  /// Of a scenario: the folder of the library with what its newest version plays.
  var folder: String?
  /// Of a scenario: the id of the other party's.
  var partner: String?
  /// Of a scenario: the job that wrote it.
  var jobId: String?
  /// Of a scenario: how the pair is replayed, a command each.
  var commands: [String]?
}

/// A text of a document at one time; never changed once it is written.
struct Version: StoredRecord {
  static let databaseTableName = "version"
  var kind: DocumentKind
  var id: String
  var version: Int
  var text: String
  var createdAt: Timestamp
  var user: String
  /// What was changed, in the words of whoever did.
  var note: String
  /// Of a scenario: the folder of the library with what this version plays.
  var folder: String?
}

/// Which of the three a document is; the raw value names it in paths.
enum DocumentKind: String, Codable, Hashable, Sendable, CaseIterable, DatabaseValueConvertible {
  case scenarios, rules, templates

  /// What the API calls the text of it.
  var textField: String {
    switch self {
    case .scenarios: "xml"
    case .rules: "yaml"
    case .templates: "mustache"
    }
  }

  /// What no document of the kind can be called: the API has something else at these paths.
  var takenIDs: Set<String> {
    switch self {
    case .scenarios: ["import-from-pcap-job"]
    case .rules: ["preview"]
    case .templates: []
    }
  }

  var singular: String { String(rawValue.hasSuffix("rules") ? "rule set" : rawValue.dropLast()) }
}
#endif
