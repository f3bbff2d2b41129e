/// What a name stands for while a template is rendered.
package indirect enum Value: Hashable, Sendable {
  case text(String)
  /// Text from a capture, which may hold any bytes: they come out as they are.
  case bytes([UInt8])
  case flag(Bool)
  case list([Value])
  case group([String: Value])
}
