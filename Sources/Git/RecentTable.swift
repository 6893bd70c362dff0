/// A table of limited size, from which what was not asked for lately is dropped.
///
/// Two generations: when the younger one is full, the older one goes and the younger takes its place; what is found in
/// the older one moves up. That is nearly "least recently used", without a list to keep.
struct RecentTable<Key: Hashable, Value> {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]
  private var youngCost = 0
  private let limit: Int
  private let cost: (Value) -> Int

  /// - Parameters:
  ///   - limit: what the values of both generations together may cost.
  ///   - cost: what one value costs, such as its size.
  init(limit: Int, cost: @escaping (Value) -> Int) { (self.limit, self.cost) = (limit, cost) }

  subscript(key: Key) -> Value? {
    mutating get {
      if let value = young[key] { return value }
      guard let value = old[key] else { return nil }
      insert(value, for: key)
      return value
    }
  }

  mutating func insert(_ value: Value, for key: Key) {
    let cost = cost(value)
    if youngCost + cost > limit / 2 { (old, young, youngCost) = (young, [:], 0) }
    if young.updateValue(value, forKey: key) == nil { youngCost += cost }
  }
}
