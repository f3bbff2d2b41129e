/// A part of a template that is more than text.
enum Node {
  case value(Reference)
  case section(Reference, inverted: Bool, [Node])
  case partial(Reference.Word)
  case dynamicPartial(Reference)
}
