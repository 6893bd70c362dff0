public import ChangeModel
import Text

/// What `git bisect log` prints and `git bisect replay` reads (git-bisect(1)).
///
/// Lines `git bisect start`, `git bisect VERDICT REV…`, and comments. With other terms than good and
/// bad, `git bisect start` says which: `--term-new=fixed --term-old=broken`.
///
/// A log may be a stranger's: its words are checked as if they had been typed.
public struct GitBisectLog: Hashable, Sendable {
  public struct Answer: Hashable, Sendable {
    public let verdict: Bisection.Verdict
    /// As it stands there: an id or a name.
    public let revision: String
    /// Of the log, from 1; `nil` for an answer that was not read.
    public let line: Int?

    public init(_ verdict: Bisection.Verdict, _ revision: String, line: Int? = nil) {
      (self.verdict, self.revision, self.line) = (verdict, revision, line)
    }
  }

  public struct LogError: Error, Hashable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    public let problem: Problem
    public var description: String { "\(line): \(problem)" }
  }

  public private(set) var answers: [Answer] = []
  public private(set) var terms: BisectionRecord.Terms = .usual

  public init(answers: [Answer], terms: BisectionRecord.Terms = .usual) {
    (self.answers, self.terms) = (answers, terms)
  }
}

// MARK: - Reading

extension GitBisectLog {
  /// The longest line that means anything: a command with a few names.
  private static let mostBytes = 4096

  /// - Parameter bytes: lines may end in CR LF, and a byte order mark may come first.
  public init(parsing bytes: some Collection<UInt8>) throws(LogError) {
    var bytes = Array(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var hasStart = false
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, var line) in zip(1..., lines) {
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      line = line.drop(while: \.isSpaceOrTab)
      // Subjects of commits are in comments, in any encoding.
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let words = try Self.words(of: line, number)
      let command: ArraySlice<String>
      if words.first == "git-bisect" {
        command = words.dropFirst()
      } else if words.starts(with: ["git", "bisect"]) {
        command = words.dropFirst(2)
      } else {
        throw LogError(line: number, problem: .notACommand(Self.excerpt(line)))
      }
      try read(command, number, &hasStart)
    }
    guard hasStart else { throw LogError(line: 1, problem: .noStart) }
  }

  private mutating func read(
    _ words: ArraySlice<String>, _ number: Int, _ hasStart: inout Bool
  ) throws(LogError) {
    guard let command = words.first else {
      throw LogError(line: number, problem: .noSubcommand)
    }
    let rest = words.dropFirst()
    if command == "start" {
      hasStart = true
      try start(rest, number)
    } else if let verdict = verdict(command) {
      guard !rest.isEmpty else {
        throw LogError(line: number, problem: .noCommit(after: command))
      }
      for revision in rest { try add(verdict, revision, number) }
    } else if command != "terms" {
      throw LogError(line: number, problem: .notAnAnswer(command, in: terms))
    }
  }

  private mutating func add(
    _ verdict: Bisection.Verdict, _ revision: String, _ number: Int
  ) throws(LogError) {
    guard !revision.isEmpty, revision.utf8.first != UInt8(ascii: "-") else {
      throw LogError(line: number, problem: .notAName(revision))
    }
    answers.append(Answer(verdict, revision, line: number))
  }

  private func verdict(_ word: String) -> Bisection.Verdict? {
    switch word {
    case terms.old, "old": .good
    case terms.new, "new": .bad
    case "skip": .skip
    default: nil
    }
  }

  /// `git bisect start [options] [BAD [GOOD…]] [--] [paths]`
  private mutating func start(_ words: ArraySlice<String>, _ number: Int) throws(LogError) {
    // As for git, a second one begins again.
    answers = []
    var (old, new) = ("good", "bad")
    var revisions: [String] = []
    var words = words
    while let word = words.popFirst() {
      if word == "--" { break }
      guard word.utf8.first == UInt8(ascii: "-") else {
        revisions.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if ["--no-checkout", "--first-parent"].contains(word) { continue }
      let isOld = ["--term-old", "--term-good"].contains(name)
      guard isOld || ["--term-new", "--term-bad"].contains(name) else {
        throw LogError(line: number, problem: .unknownOption(word))
      }
      guard let value = parts.count == 2 ? String(parts[1]) : words.popFirst() else {
        throw LogError(line: number, problem: .noWord(after: name))
      }
      if isOld { old = value } else { new = value }
    }
    terms = .init(old: old, new: new)
    if let problem = terms.problem {
      throw LogError(line: number, problem: .terms(problem))
    }
    if let bad = revisions.first { try add(.bad, bad, number) }
    for good in revisions.dropFirst() { try add(.good, good, number) }
  }

  /// Words as git quotes them for a shell: in apostrophes, `'it'\''s'`, or as they are.
  private static func words(
    of line: ArraySlice<UInt8>, _ number: Int
  ) throws(LogError) -> [String] {
    guard line.count <= mostBytes else {
      throw LogError(line: number, problem: .tooLong(bytes: line.count, limit: mostBytes))
    }
    guard let text = String(validating: line, as: UTF8.self),
      text.inert() == text.replacing("\t", with: " ")
    else {
      throw LogError(line: number, problem: .notText(excerpt(line)))
    }
    var words: [String] = []
    var word: [UInt8]?
    var isQuoted = false
    var rest = line
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "'"):
        isQuoted.toggle()
        word = word ?? []
      case UInt8(ascii: "\\") where !isQuoted && !rest.isEmpty:
        word = (word ?? []) + [rest.removeFirst()]
      case UInt8(ascii: " ") where !isQuoted, UInt8(ascii: "\t") where !isQuoted:
        if let word { words.append(String(decoding: word, as: UTF8.self)) }
        word = nil
      default: word = (word ?? []) + [byte]
      }
    }
    guard !isQuoted else {
      throw LogError(line: number, problem: .openQuote(excerpt(line)))
    }
    if let word { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// Enough of a line to know it by.
  private static func excerpt(_ line: ArraySlice<UInt8>) -> String {
    let shown = 60
    return String(decoding: line.prefix(shown), as: UTF8.self) + (line.count > shown ? "…" : "")
  }
}

// MARK: - Writing

extension GitBisectLog {
  /// The log as git writes it.
  ///
  /// - Parameters:
  ///   - subject: of an answer's revision, for the comments.
  ///   - first: the first bad commit, if it is known, with its subject.
  public func text(
    subject: (String) -> String?, first: (id: CommitID, subject: String)? = nil
  ) -> String {
    var lines = ["git bisect start"]
    if terms != .usual {
      lines[0] +=
        " \(Self.quoted("--term-new=\(terms.new)")) \(Self.quoted("--term-old=\(terms.old)"))"
    }
    for answer in answers {
      let term =
        switch answer.verdict {
        case .good: terms.old
        case .bad: terms.new
        case .skip: "skip"
        }
      if let subject = subject(answer.revision) {
        lines.append("# \(term.inert()): [\(answer.revision.inert())] \(subject.inert())")
      }
      lines.append("git bisect \(term.shellWord) \(answer.revision.shellWord)")
    }
    if let first {
      lines.append("# first \(terms.new.inert()) commit: [\(first.id)] \(first.subject.inert())")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// git quotes options in its log, also where a shell needs it not.
  private static func quoted(_ option: String) -> String {
    let word = option.shellWord
    return word == option ? "'\(option)'" : word
  }
}
