/// Why a tag can't be read, and where.
struct TagFault: Error {
  let code: String
  let message: String
  let offset: Int
  /// Whether it is wrong in every scope, whatever sections stand around it.
  let isCertain: Bool

  init(_ code: String, _ message: String, at offset: Int, isCertain: Bool = false) {
    self.code = code
    self.message = message
    self.offset = offset
    self.isCertain = isCertain
  }
}
