import Dialog

/// Calls of one shape: one pair of scenarios can make all of them, with the values of each in injection files.
///
/// The same shape means that both roles send and expect the same, in the same order, and that the same columns have a
/// value. Times, media and what no field holds are those of the first call.
struct SimilarCalls {
  private struct Shape: Hashable {
    let steps: [String]
    let columns: [String: Set<Int>]

    init(_ pair: Pair) {
      steps = pair.plans.flatMap { plan in
        [plan.role.rawValue] + plan.steps.compactMap(\.outline)
      }
      columns = pair.fields.columns
    }
  }

  /// The positions of the calls, in their order.
  let positions: [Int]

  /// The groups of several among `pairs`, by their first call.
  static func groups(of pairs: [Pair]) -> [SimilarCalls] {
    var groups: [Shape: [Int]] = [:]
    for (position, pair) in pairs.enumerated() where !pair.fields.columns.isEmpty {
      groups[Shape(pair), default: []].append(position)
    }
    return groups.values.filter { $0.count > 1 }.map(SimilarCalls.init).sorted { $0.positions[0] < $1.positions[0] }
  }
}

extension Step {
  /// What is sent or expected; nil for what the peer does not see.
  fileprivate var outline: String? {
    switch kind {
    case .send(let send): "> \(send.method) \(send.status ?? 0)"
    case .receive(let receive):
      "< \(receive.request ?? receive.answers) \(receive.response ?? 0)\(receive.isOptional ? "?" : "")"
    case .pause, .act: nil
    }
  }
}
