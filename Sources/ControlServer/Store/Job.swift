#if Control
import GRDB

/// A conversion that was asked for.
struct Job: StoredRecord {
  static let databaseTableName = "job"
  /// The order in which jobs were asked for.
  var number: Int64?
  var id: String
  var profileId = "pcap2scenario"
  var profileKind = "tool"
  var status: Status
  var createdAt: Timestamp
  var startedAt: Timestamp?
  var finishedAt: Timestamp?
  var exitCode: Int?
  /// Why it failed, in one line.
  var error: String?
  var args: ToolArguments
  var user: String

  enum Status: String, Codable, Hashable, Sendable, CaseIterable, DatabaseValueConvertible {
    case pending, running, succeeded, failed, stopped

    /// Whether nothing will change any more.
    var isFinal: Bool { self == .succeeded || self == .failed || self == .stopped }
  }

  mutating func didInsert(_ inserted: InsertionSuccess) { number = inserted.rowID }
}

extension Job: MutablePersistableRecord {}

/// What a conversion is asked to do.
struct ToolArguments: Codable, Hashable, Sendable {
  /// The name of the uploaded capture.
  var pcap: String
  var sipPort = 0
  /// The number of the call, or its Call-ID; empty for the first that an INVITE began.
  var call = ""
  var leg = 1
  var target = "gossipper"
  /// Built-in rule sets and those of the lab, the last wins.
  var rules: [String] = []
  /// Templates of the lab that override the built-in ones.
  var templates: [String] = []
}
#endif
