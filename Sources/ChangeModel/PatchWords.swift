/// The words of what a commit changed in the sources, without their order.
///
/// Words are as `Tokenizer` cuts them: stemmed, and identifiers both whole and in parts.
public struct PatchWords: Hashable, Sendable {
  /// A word of changed lines or of the hunks' headings, and how often each has it.
  public struct Word: Hashable, Sendable {
    /// The lower 32 bits of the word's FNV-1a. Words that collide count as one.
    public let hash: UInt32
    /// A whole identifier (`ovl_permission`), not a part of one or a plain word.
    public let isIdentifier: Bool
    /// In added lines, in removed lines, and in the headings of hunks; saturating.
    public let added, removed, functions: UInt16

    public init(hash: UInt32, isIdentifier: Bool, added: UInt16, removed: UInt16, functions: UInt16)
    {
      (self.hash, self.isIdentifier) = (hash, isIdentifier)
      (self.added, self.removed, self.functions) = (added, removed, functions)
    }
  }

  /// How much was changed.
  public struct Size: Hashable, Sendable {
    /// Lines.
    public let added, removed: Int
    /// Lines of ``added`` and ``removed`` that are neither blank nor comment, in sources that a kernel is built from.
    public let codeAdded, codeRemoved: Int
    public let hunks, files: Int

    public init(
      added: Int, removed: Int, codeAdded: Int, codeRemoved: Int, hunks: Int, files: Int
    ) {
      (self.added, self.removed) = (added, removed)
      (self.codeAdded, self.codeRemoved) = (codeAdded, codeRemoved)
      (self.hunks, self.files) = (hunks, files)
    }
  }

  /// In order of their hashes.
  public let words: [Word]
  /// How many functions are noted of a change; one with so many may have more.
  public static let mostFunctions = 64

  /// Functions that hunks are in, or that begin in one, in order of appearance; the first ``mostFunctions``.
  public let functions: [String]
  public let size: Size
  /// Whether a part of the change was not read: a binary file, or one too large.
  public let isPartial: Bool

  public init(words: [Word], functions: [String], size: Size, isPartial: Bool = false) {
    (self.words, self.functions) = (words, functions)
    (self.size, self.isPartial) = (size, isPartial)
  }
}
