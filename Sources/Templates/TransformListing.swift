/// The transforms of names, `{{count(steps)}}`, as the documentation lists them.
package enum TransformListing {
  /// Each transform with what it may stand before and what it gives: `count`, `a list`, `a number`.
  package static let rows: [(transform: String, of: String, gives: String)] = {
    let anything = Operand.field(.text)
    let operands: [Operand] = [anything, .field(.choice([])), .field(.list(.text)), .number, .turn]
    return operands.flatMap { operand in
      operand.transforms.sorted { $0.key < $1.key }.map { name, result in
        // What a list holds is not always text.
        let isElement = operand == .field(.list(.text)) && result == anything
        return (name, "\(operand)", isElement ? "an element" : "\(result)")
      }
    }
  }()
}
