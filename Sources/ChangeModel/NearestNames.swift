extension Sequence<String> {
  /// Those of some names that are most like another one, the most alike first: what may have been meant.
  ///
  /// Alike is what takes few letters to be turned into the other (a letter in three), or has it as a part.
  ///
  /// - Complexity: O(names · letters²).
  public func nearest(to name: String, limit: Int = 3) -> [String] {
    let wanted = Array(name.lowercased().utf8)
    // Nobody mistypes a name of this length, and the time for it would add up.
    guard !wanted.isEmpty, wanted.count <= 100 else { return [] }
    let most = Swift.max(1, wanted.count / 3)
    let found = Set(self).compactMap { candidate -> (distance: Int, name: String)? in
      let letters = Array(candidate.lowercased().utf8)
      let isPart = wanted.count >= 3 && letters.contains(wanted)
      if abs(letters.count - wanted.count) > most { return isPart ? (most, candidate) : nil }
      let distance = wanted.distance(to: letters)
      return distance <= most ? (distance, candidate) : isPart ? (most, candidate) : nil
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit)
      .map(\.name)
  }
}

extension [UInt8] {
  /// How many letters have to be added, left out, replaced, or exchanged with their neighbour.
  fileprivate func distance(to other: [UInt8]) -> Int {
    var (beforeLast, last) = ([Int](), [Int](0...other.count))
    for place in indices {
      var row = [place + 1]
      for place2 in other.indices {
        var least = Swift.min(
          last[place2] + (self[place] == other[place2] ? 0 : 1), last[place2 + 1] + 1,
          row[place2] + 1)
        if place > 0, place2 > 0, self[place] == other[place2 - 1],
          self[place - 1] == other[place2]
        {
          least = Swift.min(least, beforeLast[place2 - 1] + 1)
        }
        row.append(least)
      }
      (beforeLast, last) = (last, row)
    }
    return last[other.count]
  }
}
