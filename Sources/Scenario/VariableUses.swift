/// What a scenario does with its variables, in the order in which they are named first.
struct VariableUses {
  /// What an element or a text does with a variable.
  enum Use {
    case sets, reads
    /// Only names it, for an engine that wants every variable named twice.
    case names
  }

  private struct Variable {
    let name: String
    let offset: Int
    var count = 0
    var isSet = false
    var firstRead: Int?
  }

  private var variables: [Variable] = []
  private var numbers: [String: Int] = [:]
  /// What the engine itself fills from something received, and where it stands first.
  private(set) var needed: [(name: String, offset: Int)] = []

  mutating func name(_ name: String, _ use: Use, at offset: Int) {
    let number = numbers[name] ?? variables.count
    if number == variables.count {
      variables.append(Variable(name: name, offset: offset))
      numbers[name] = number
    }
    variables[number].count += 1
    switch use {
    case .sets: variables[number].isSet = true
    case .reads: variables[number].firstRead = variables[number].firstRead ?? offset
    case .names: break
    }
  }

  mutating func need(_ name: String, at offset: Int) {
    if !needed.contains(where: { $0.name == name }) { needed.append((name, offset)) }
  }

  /// Those that are read and never set, and where they are read first.
  var unset: [(name: String, offset: Int)] {
    variables.compactMap { variable in
      guard !variable.isSet, let offset = variable.firstRead else { return nil }
      return (variable.name, offset)
    }
  }

  /// Those that are named once, and not told as unset.
  var lone: [(name: String, offset: Int)] {
    variables.filter { $0.count == 1 && ($0.isSet || $0.firstRead == nil) }.map { ($0.name, $0.offset) }
  }
}
