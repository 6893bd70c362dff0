/// Writes views as JSON, the members of an object in the order of their keys; what is `nil` becomes `null`, unless it is
/// ``LeftOut``.
final class JSONWriter {
  /// What a key or a place in an array has: a view is taken apart when it is its turn, so there is never a tree of the whole.
  enum Value {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case view(any Encodable)
  }

  typealias Member = (key: String, value: Value)

  private var text = JSONText()

  static func text(_ view: some Encodable) -> String {
    let writer = JSONWriter()
    writer.write(.view(view), indent: 0)
    writer.text.endLine()
    return String(decoding: writer.text.bytes, as: UTF8.self)
  }

  func write(_ value: Value, indent: Int) {
    switch value {
    case .null: text.null()
    case .bool(let bool): text.bool(bool)
    case .int(let number): text.int(number)
    case .double(let number): text.double(number)
    case .string(let string): text.string(string)
    case .view(let view): JSONEncoding(to: self, indent: indent).write(view)
    }
  }

  /// A whole object; a key that comes twice is written twice.
  func write(_ members: consuming [Member], indent: Int) {
    members.sort { $0.key < $1.key }
    var isFirst = true
    for member in members {
      text.key(member.key, isFirst: isFirst, indent: indent + 1)
      write(member.value, indent: indent + 1)
      isFirst = false
    }
    text.endObject(isEmpty: isFirst, indent: indent)
  }

  /// One element of an array; ``endArray(count:indent:)`` follows the last.
  func writeElement(_ value: Value, isFirst: Bool, indent: Int) {
    text.element(isFirst: isFirst, indent: indent + 1)
    write(value, indent: indent + 1)
  }

  func endArray(count: Int, indent: Int) { text.endArray(isEmpty: count == 0, indent: indent) }
}
