import Foundation
import Scenario
import TestSupport
import Testing

/// The names that templates can use, as Templates/README.md lists them.
@Suite struct FieldTableTests {
  @Test func theDocumentationHoldsTheTables() throws {
    let golden = Golden(
      Project.root.appending(path: "Templates/README.md"),
      between: "<!-- fields -->",
      "<!-- /fields -->"
    )
    try golden.check("\n" + FieldTable.all.map(\.text).joined(separator: "\n") + "\n")
  }
}
