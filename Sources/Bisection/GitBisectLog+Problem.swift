import ChangeModel

extension GitBisectLog {
  /// Why a line of a log cannot be read. Texts are as they stand there; the description shows them inert.
  public enum Problem: Hashable, Sendable {
    /// The beginning of a line that is neither a comment nor a command of git bisect.
    case notACommand(String)
    case noStart
    /// `git bisect`, and no more.
    case noSubcommand
    case noCommit(after: String)
    case notAnAnswer(String, in: BisectionRecord.Terms)
    /// It stands where a commit is named, and cannot name one.
    case notAName(String)
    case unknownOption(String)
    /// An option that gives a word of the log's own, and does not.
    case noWord(after: String)
    case terms(BisectionRecord.Terms.Problem)
    case tooLong(bytes: Int, limit: Int)
    /// The beginning of a line with control characters, or that is not UTF-8.
    case notText(String)
    /// The beginning of a line in which an apostrophe is not closed.
    case openQuote(String)
  }
}

extension GitBisectLog.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notACommand(let text): "expected \"git bisect …\", found \"\(text.inert())\""
    case .noStart: "there is no \"git bisect start\""
    case .noSubcommand: "git bisect without a word that says what"
    case .noCommit(let word): "\"\(word.inert())\" names no commit"
    case .notAnAnswer(let word, let terms):
      "\"\(word.inert())\" is not an answer of this log; its words are \(terms.old.inert()), \(terms.new.inert()), skip"
    case .notAName(let text): "\"\(text.inert())\" is not the name of a commit"
    case .unknownOption(let word):
      "\"\(word.inert())\" is not an option of git bisect start"
    case .noWord(let option): "\(option.inert()) lacks its word"
    case .terms(let problem): "\(problem)"
    case .tooLong(let bytes, let limit):
      "the line has \(bytes) bytes; a command has \(limit) at most"
    case .notText(let text):
      "a command with control characters, or not in UTF-8: \"\(text.inert())\""
    case .openQuote(let text): "an apostrophe is not closed: \"\(text.inert())\""
    }
  }
}
