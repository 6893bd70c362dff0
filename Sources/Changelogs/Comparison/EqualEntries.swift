internal import ChangeModel

/// Pairs the entries that read the same in both changelogs.
struct EqualEntries {
  /// For each entry of NEW its partner in OLD.
  private(set) var partnerInOld: [Int?]
  /// In OLD's and NEW's order.
  let unmatchedOld: [Int]
  let unmatchedNew: [Int]

  init(old: FlatChangelog, new: FlatChangelog) {
    var waiting: [String: [Int]] = [:]
    waiting.reserveCapacity(old.entries.count)
    for (index, entry) in old.entries.enumerated() {
      waiting[entry.text.withSingleSpaces, default: []].append(index)
    }
    var partners = [Int?](repeating: nil, count: new.entries.count)
    var isMatched = [Bool](repeating: false, count: old.entries.count)
    var rivals: [String: [Int]] = [:]
    for (index, entry) in new.entries.enumerated() {
      let key = entry.text.withSingleSpaces
      if waiting[key] != nil { rivals[key, default: []].append(index) }
    }
    for (key, candidates) in rivals {
      guard var partnersLeft = waiting[key] else { continue }
      var candidatesLeft = candidates
      func pair(_ newIndex: Int, _ oldIndex: Int) {
        partners[newIndex] = oldIndex
        isMatched[oldIndex] = true
      }
      if candidatesLeft.count + partnersLeft.count > 2 {
        // Texts such as "rebuild" stand in many releases.
        var byVersion: [String: [Int]] = [:]
        for index in partnersLeft {
          byVersion[old.version(ofEntry: index) ?? "", default: []].append(index)
        }
        candidatesLeft.removeAll { index in
          guard let version = new.version(ofEntry: index),
            let oldIndex = byVersion[version]?.popLast()
          else { return false }
          pair(index, oldIndex)
          return true
        }
        partnersLeft.removeAll { isMatched[$0] }
      }
      for (newIndex, oldIndex) in zip(candidatesLeft.reversed(), partnersLeft.reversed()) {
        pair(newIndex, oldIndex)
      }
    }
    partnerInOld = partners
    unmatchedOld = old.entries.indices.filter { !isMatched[$0] }
    unmatchedNew = new.entries.indices.filter { partners[$0] == nil }
  }
}
