import Wire

struct Review {
  var remarks: [Remark] = []
  init(_ bytes: [UInt8], _ startLine: StartLine, _ headers: [Header]) {}
  mutating func run() {}
}
