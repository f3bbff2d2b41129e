/// Why a tag can't be read, and where.
struct TagFault: Error {
  let code: String
  let message: String
  let offset: Int

  init(_ code: String, _ message: String, at offset: Int) {
    self.code = code
    self.message = message
    self.offset = offset
  }
}
