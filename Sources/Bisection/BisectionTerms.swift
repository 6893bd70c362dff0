import ChangeModel

extension BisectionRecord {
  /// What the user calls kernels before and after the commit that is looked for.
  public struct Terms: Codable, Hashable, Sendable {
    public let old, new: String

    public init(old: String, new: String) { (self.old, self.new) = (old, new) }

    public static let usual = Terms(old: "good", new: "bad")
    /// For a repair that is looked for.
    public static let repair = Terms(old: "broken", new: "fixed")
  }
}

extension BisectionRecord.Terms {
  /// Why two words cannot be those of a bisection.
  public enum Problem: Hashable, Sendable {
    /// It means something else to git or to ktrail.
    case taken(String)
    /// It has other characters than letters, digits, `-` and `_`, begins with `-`, is empty or too long.
    case malformed(String)
    /// One word for both.
    case same(String)
  }

  /// What git and ktrail call something else: their subcommands, and words of one meaning.
  static let taken: Set<String> = [
    "answer", "bad", "broken", "fixed", "good", "help", "list", "log", "new", "next", "old",
    "recipe", "recipes", "replay", "reset", "resume", "run", "skip", "start", "status", "terms",
    "undo", "view", "visualize",
  ]
  fileprivate static let mostLetters = 50

  /// Why these cannot be the words of a bisection, wherever they come from; `nil` if they can.
  public var problem: Problem? {
    if [.usual, .repair, Self(old: "old", new: "new")].contains(self) { return nil }
    for word in [old, new] {
      if Self.taken.contains(word) { return .taken(word) }
      guard !word.isEmpty, word.utf8.count <= Self.mostLetters,
        word.utf8.first != UInt8(ascii: "-"),
        word.utf8.allSatisfy(Self.isPlain)
      else { return .malformed(word) }
    }
    return old == new ? .same(old) : nil
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension BisectionRecord.Terms.Problem: CustomStringConvertible {
  public var description: String {
    let most = BisectionRecord.Terms.mostLetters
    return switch self {
    case .taken(let word):
      "\"\(word.inert())\" cannot be a word for kernels: it means something else already"
    case .malformed(let word):
      "\"\(String(word.prefix(most)).inert())\" cannot be a word for kernels: use letters, digits, - and _, \(most) at most"
    case .same(let word): "\"\(word.inert())\" cannot be the word for both kinds of kernels"
    }
  }
}
