internal import ChangeModel
internal import Text

/// Words of diffs that say what kind of code was changed, known by their hashes.
struct DiffWords {
  private let topics: [UInt32: RiskFeature]

  /// As ``Text/Tokenizer`` cuts them: a whole identifier counts by its parts as well, so `spin_unlock` has `unlock`.
  private static let words: [(feature: RiskFeature, words: String)] = [
    (.exits, "return goto"),
    (.errors, "err error ret errno einval enomem enodev eio ebusy eagain"),
    (.locking, "lock unlock mutex rcu spinlock irqsave irqrestore lockdep"),
    (.references, "put free kfree kref refcount unref release hold"),
    (.waiting, "wait wake wakeup schedule timer timeout work workqueue completion cancel flush"),
  ]

  static let known = DiffWords()

  private init() {
    var topics: [UInt32: RiskFeature] = [:]
    for (feature, words) in Self.words {
      Array(words.utf8).withUnsafeBufferPointer { bytes in
        Tokenizer.forEachToken(in: bytes) {
          topics[UInt32(truncatingIfNeeded: $0.hash)] = feature
        }
      }
    }
    self.topics = topics
  }

  /// How often added and removed lines have words of each topic.
  func counts(in patch: PatchWords) -> [RiskFeature: Int] {
    var counts = Dictionary(uniqueKeysWithValues: Self.words.map { ($0.feature, 0) })
    for word in patch.words {
      if let feature = topics[word.hash] {
        counts[feature, default: 0] += Int(word.added) + Int(word.removed)
      }
    }
    return counts
  }
}
