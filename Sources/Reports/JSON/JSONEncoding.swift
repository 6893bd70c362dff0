/// Takes one view apart for the writer.
///
/// The elements of an array are written as they come. The members of an object wait until all are there, since they are
/// written in the order of their keys.
final class JSONEncoding: Encoder {
  fileprivate enum State {
    case nothing
    case object([JSONWriter.Member])
    case array(count: Int)
  }

  private let writer: JSONWriter
  private let indent: Int
  private var state = State.nothing

  init(to writer: JSONWriter, indent: Int) { (self.writer, self.indent) = (writer, indent) }

  func write(_ view: any Encodable) {
    do {
      try view.encode(to: self)
    } catch {
      // None of the containers throws, and a view does nothing but fill them.
      preconditionFailure("\(type(of: view)) cannot be written: \(error)")
    }
    switch state {
    case .nothing: break
    case .object(let members): writer.write(members, indent: indent)
    case .array(let count): writer.endArray(count: count, indent: indent)
    }
  }

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .nothing = state {
      var members: [JSONWriter.Member] = []
      members.reserveCapacity(16)
      state = .object(members)
    }
    return KeyedEncodingContainer(Members(of: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .nothing = state { state = .array(count: 0) }
    return Elements(of: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(of: self) }

  fileprivate func add(_ value: JSONWriter.Value, _ key: some CodingKey) {
    guard case .object(var members) = state else { return }
    state = .nothing  // so that the members are not copied
    members.append((key.stringValue, value))
    state = .object(members)
  }

  fileprivate func append(_ value: JSONWriter.Value) {
    guard case .array(let count) = state else { return }
    state = .array(count: count + 1)
    writer.writeElement(value, isFirst: count == 0, indent: indent)
  }

  fileprivate func be(_ value: JSONWriter.Value) { writer.write(value, indent: indent) }

  fileprivate var count: Int { if case .array(let count) = state { count } else { 0 } }

  /// A view has views as members; it does not reach into them.
  fileprivate static func refuse() -> Never {
    preconditionFailure("a view fills its own container only")
  }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let object: JSONEncoding
  init(of object: JSONEncoding) { self.object = object }
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { object.add(.null, key) }
  func encode(_ flag: Bool, forKey key: Key) { object.add(.bool(flag), key) }
  func encode(_ text: String, forKey key: Key) { object.add(.string(text), key) }
  func encode(_ number: Double, forKey key: Key) { object.add(.double(number), key) }
  func encode(_ number: Float, forKey key: Key) { object.add(.double(Double(number)), key) }
  func encode(_ number: some BinaryInteger & Encodable, forKey key: Key) {
    object.add(.int(Int(number)), key)
  }
  func encode(_ view: some Encodable, forKey key: Key) { object.add(.view(view), key) }

  func encodeIfPresent(_ flag: Bool?, forKey key: Key) {
    object.add(flag.map { .bool($0) } ?? .null, key)
  }
  func encodeIfPresent(_ text: String?, forKey key: Key) {
    object.add(text.map { .string($0) } ?? .null, key)
  }
  func encodeIfPresent(_ number: Double?, forKey key: Key) {
    object.add(number.map { .double($0) } ?? .null, key)
  }
  func encodeIfPresent(_ number: Int?, forKey key: Key) {
    object.add(number.map { .int($0) } ?? .null, key)
  }
  func encodeIfPresent(_ view: (some Encodable)?, forKey key: Key) {
    object.add(view.map { .view($0) } ?? .null, key)
  }

  func nestedContainer<Nested>(keyedBy: Nested.Type, forKey: Key) -> KeyedEncodingContainer<Nested>
  {
    JSONEncoding.refuse()
  }
  func nestedUnkeyedContainer(forKey: Key) -> any UnkeyedEncodingContainer {
    JSONEncoding.refuse()
  }
  func superEncoder() -> any Encoder { JSONEncoding.refuse() }
  func superEncoder(forKey: Key) -> any Encoder { JSONEncoding.refuse() }
}

private struct Elements: UnkeyedEncodingContainer {
  let array: JSONEncoding
  init(of array: JSONEncoding) { self.array = array }
  var codingPath: [any CodingKey] { [] }
  var count: Int { array.count }

  func encodeNil() { array.append(.null) }
  func encode(_ flag: Bool) { array.append(.bool(flag)) }
  func encode(_ text: String) { array.append(.string(text)) }
  func encode(_ number: Double) { array.append(.double(number)) }
  func encode(_ number: Float) { array.append(.double(Double(number))) }
  func encode(_ number: some BinaryInteger & Encodable) { array.append(.int(Int(number))) }
  func encode(_ view: some Encodable) { array.append(.view(view)) }

  func nestedContainer<Nested>(keyedBy: Nested.Type) -> KeyedEncodingContainer<Nested> {
    JSONEncoding.refuse()
  }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { JSONEncoding.refuse() }
  func superEncoder() -> any Encoder { JSONEncoding.refuse() }
}

private struct Single: SingleValueEncodingContainer {
  let value: JSONEncoding
  init(of value: JSONEncoding) { self.value = value }
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { value.be(.null) }
  func encode(_ flag: Bool) { value.be(.bool(flag)) }
  func encode(_ text: String) { value.be(.string(text)) }
  func encode(_ number: Double) { value.be(.double(number)) }
  func encode(_ number: Float) { value.be(.double(Double(number))) }
  func encode(_ number: some BinaryInteger & Encodable) { value.be(.int(Int(number))) }
  func encode(_ view: some Encodable) { value.be(.view(view)) }
}
