public import ChangeModel

/// What `git bisect log` prints and `git bisect replay` reads (git-bisect(1)).
///
/// Lines `git bisect start`, `git bisect VERDICT REV…`, and comments. With other terms than good and
/// bad, `git bisect start` says which: `--term-new=fixed --term-old=broken`.
public struct GitBisectLog: Hashable, Sendable {
  public struct Answer: Hashable, Sendable {
    public let verdict: Bisection.Verdict
    /// As it stands there: an id or a name.
    public let revision: String

    public init(_ verdict: Bisection.Verdict, _ revision: String) {
      (self.verdict, self.revision) = (verdict, revision)
    }
  }

  public struct LogError: Error, Hashable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    public let reason: String
    public var description: String { "\(line): \(reason)" }
  }

  public private(set) var answers: [Answer] = []
  public private(set) var (oldTerm, newTerm) = ("good", "bad")
  public var terms: BisectionRecord.Terms { .init(old: oldTerm, new: newTerm) }

  public init(answers: [Answer], terms: BisectionRecord.Terms = .usual) {
    self.answers = answers
    (oldTerm, newTerm) = (terms.old, terms.new)
  }

  public init(parsing text: String) throws(LogError) {
    var hasStart = false
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      var words = line.split(whereSeparator: \.isWhitespace).map(Self.unquoted)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if first == "git-bisect" {
        words.removeFirst()
      } else if words.starts(with: ["git", "bisect"]) {
        words.removeFirst(2)
      } else {
        throw LogError(
          line: number + 1, reason: "expected \"git bisect …\", found \"\(String(line).inert())\"")
      }
      guard let command = words.first else {
        throw LogError(line: number + 1, reason: "git bisect without a word that says what")
      }
      let rest = Array(words.dropFirst())
      if command == "start" {
        hasStart = true
        try start(rest)
      } else if let verdict = verdict(command) {
        answers += rest.map { Answer(verdict, $0) }
      } else if command != "terms" {
        throw LogError(line: number + 1, reason: "\"\(command.inert())\" is no answer of this log")
      }
    }
    guard hasStart else { throw LogError(line: 1, reason: "there is no \"git bisect start\"") }
  }

  private func verdict(_ word: String) -> Bisection.Verdict? {
    switch word {
    case oldTerm, "old": .good
    case newTerm, "new": .bad
    case "skip": .skip
    default: nil
    }
  }

  /// `git bisect start [options] [BAD [GOOD…]] [--] [paths]`
  private mutating func start(_ words: [String]) throws(LogError) {
    var revisions: [String] = []
    var pending: WritableKeyPath<GitBisectLog, String>?
    for word in words {
      if let term = pending {
        self[keyPath: term] = word
        pending = nil
      } else if word == "--" {
        break
      } else if word == "--term-old" || word == "--term-good" {
        pending = \.oldTerm
      } else if word == "--term-new" || word == "--term-bad" {
        pending = \.newTerm
      } else if let value = Self.value(of: ["--term-old=", "--term-good="], in: word) {
        oldTerm = value
      } else if let value = Self.value(of: ["--term-new=", "--term-bad="], in: word) {
        newTerm = value
      } else if !word.hasPrefix("-") {
        revisions.append(word)
      }
    }
    if let bad = revisions.first { answers.append(Answer(.bad, bad)) }
    answers += revisions.dropFirst().map { Answer(.good, $0) }
  }

  private static func value(of names: [String], in word: String) -> String? {
    names.first { word.hasPrefix($0) }.map { String(word.dropFirst($0.count)) }
  }

  /// git quotes as a shell wants it: 'v4.4.157'
  private static func unquoted(_ word: Substring) -> String {
    word.count > 1 && word.hasPrefix("'") && word.hasSuffix("'")
      ? String(word.dropFirst().dropLast()) : String(word)
  }

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
      lines[0] += " '--term-new=\(newTerm)' '--term-old=\(oldTerm)'"
    }
    for answer in answers {
      let term =
        switch answer.verdict {
        case .good: oldTerm
        case .bad: newTerm
        case .skip: "skip"
        }
      if let subject = subject(answer.revision) {
        lines.append("# \(term): [\(answer.revision)] \(subject.inert())")
      }
      lines.append("git bisect \(term) \(answer.revision)")
    }
    if let first {
      lines.append("# first \(newTerm) commit: [\(first.id)] \(first.subject.inert())")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
