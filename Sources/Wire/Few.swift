/// A list that most often has one element, and needs no room of its own then.
@frozen public struct Few<Element: Sendable>: Sendable {
  @usableFromInline
  var first: Element?
  @usableFromInline
  var others: [Element] = []

  /// Of no elements yet.
  @inlinable public init() {}

  /// Adds an element at the end.
  @inlinable public mutating func append(_ element: Element) {
    if first == nil { first = element } else { others.append(element) }
  }
}

extension Few: RandomAccessCollection, MutableCollection {
  /// Always 0.
  @inlinable public var startIndex: Int { 0 }

  /// How many elements there are.
  @inlinable public var endIndex: Int { first == nil ? 0 : 1 + others.count }

  /// The element with this index, counted from 0.
  @inlinable public subscript(index: Int) -> Element {
    get {
      if index == 0, let first { return first }
      return others[index - 1]
    }
    set {
      if index == 0, first != nil { first = newValue } else { others[index - 1] = newValue }
    }
  }
}
