/// Values in order of first appearance, without repeats.
struct OrderedSet<Element: Hashable> {
  private(set) var items: [Element] = []
  private var seen: Set<Element> = []

  mutating func insert(_ element: Element) {
    if seen.insert(element).inserted { items.append(element) }
  }

  func contains(_ element: Element) -> Bool { seen.contains(element) }
}
