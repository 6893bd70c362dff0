extension PackFile {
  /// How many commits and tags the pack has, without reading them; `nil` if they do not stand before everything else.
  ///
  /// git writes packs in that order (`compute_write_order` in its builtin/pack-objects.c), so only the place where they
  /// end is looked for. Whether this pack is in that order is asked of some entries before and behind it.
  ///
  /// - Complexity: O(*n*) in the number of objects, in the index alone: some milliseconds for Linux.
  var leadingCommitCount: Int? {
    // Names say nothing of the place, so every so many of them are spread over the whole pack.
    let sample = stride(from: 0, to: objectCount, by: max(1, objectCount / Self.sampleSize))
      .compactMap { offset(at: $0) }.sorted()
    guard let end = leadingCommitCount(of: sample) else { return nil }
    let last = end > 0 ? sample[end - 1] : 0
    let next = end < sample.count ? sample[end] : .max
    // What lies between the two is looked at whole.
    var before = 0
    var between: [Int] = []
    for place in 0..<objectCount {
      guard let offset = offset(at: place), offset < next else { continue }
      if offset < last { before += 1 } else { between.append(offset) }
    }
    return leadingCommitCount(of: between.sorted()).map { before + $0 }
  }

  /// Few entries lie between two of so many, which are sorted at once.
  private static let sampleSize = 4096
  /// Entries that are asked on each side, each of which may be a look at the disk.
  private static let witnessCount = 16

  /// How many of these entries, in the order of the pack, stand before the first that is neither commit nor tag.
  private func leadingCommitCount(of offsets: [Int]) -> Int? {
    func isCommit(_ offset: Int) -> Bool {
      let kind = kind(at: offset)
      return kind == .commit || kind == .tag
    }
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      if isCommit(offsets[middle]) { low = middle + 1 } else { high = middle }
    }
    func witnesses(_ part: ArraySlice<Int>) -> [Int] {
      stride(from: part.startIndex, to: part.endIndex, by: part.count / Self.witnessCount + 1)
        .map { part[$0] }
    }
    let isOrdered =
      witnesses(offsets[..<low]).allSatisfy(isCommit)
      && !witnesses(offsets[low...]).contains(where: isCommit)
    return isOrdered ? low : nil
  }
}
