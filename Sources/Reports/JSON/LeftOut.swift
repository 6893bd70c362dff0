/// A member of a view that is left out where it is `nil`; any other is then `null`.
///
/// One of the type `T??` may be left out (`nil`), `null` (`.some(nil)`), or there.
@propertyWrapper struct LeftOut<Value: Codable>: Codable {
  var wrappedValue: Value?

  init() { wrappedValue = nil }

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }
}

// What the compiler writes for a view that has such a member calls these.
extension KeyedEncodingContainer {
  mutating func encode<Value>(_ member: LeftOut<Value>, forKey key: Key) throws {
    if let value = member.wrappedValue { try encode(value, forKey: key) }
  }
}

extension KeyedDecodingContainer {
  func decode<Value>(_ type: LeftOut<Value>.Type, forKey key: Key) throws -> LeftOut<Value> {
    LeftOut(wrappedValue: contains(key) ? try decode(Value.self, forKey: key) : nil)
  }
}
