import Diagnostics

/// Why no tree can be made of a text: the first problem that leaves the rest of it without a meaning.
struct Unreadable: Error {
  let code: String
  let message: String
  let location: Location
}
