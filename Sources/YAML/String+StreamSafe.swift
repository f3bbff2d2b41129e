extension String {
  /// Whether no character carries more than 30 combining marks, as UAX #15 has it for stream-safe text.
  ///
  /// Swift takes quadratic time to compare or hash a text with many more of them.
  var isStreamSafe: Bool {
    var marks = 0
    for scalar in unicodeScalars {
      let isMark = !scalar.isASCII && scalar.properties.canonicalCombiningClass != .notReordered
      marks = isMark ? marks + 1 : 0
      if marks > 30 { return false }
    }
    return true
  }
}
