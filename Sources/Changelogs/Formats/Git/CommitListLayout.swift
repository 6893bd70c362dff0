internal import ChangeModel
import Text

/// Reads lists of commits with one in a line.
///
/// - `git log --oneline`: `57234ef (tag: v4.14.157) Linux 4.14.157`, also with `--graph`, whole ids, a day after the id, and
///   as the alias `lg` of many people prints it (`57234ef - subject (3 years ago) <Name>`);
/// - `git log --format=reference`: `57234ef (Linux 4.14.157, 2019-12-01)`, and `57234ef ("subject")` as messages cite;
/// - `git cherry -v`: `+ 57234ef subject`;
/// - `git range-diff`: `1:  57234ef ! 2:  920bcfd subject`;
/// - `git rev-list`: `57234ef…` alone, perhaps with its parents;
/// - `git log --format=%s`: subjects alone, if they tell what they are.
enum CommitListLayout {
  enum Form { case oneline, revisions, rangeDiff, subjects }

  /// So many lines show what a text is.
  private static let sample = 400

  /// The form of a text whose first line that says something begins at `start`; `nil` if it is not such a list.
  ///
  /// Tables and logs begin their lines with hexadecimal numbers, too. A list of commits has no number twice, all of about one
  /// length, one blank after it, and subjects that mostly name a part of the kernel.
  static func form(of bytes: [UInt8], at start: Int) -> Form? {
    var reader = LineReader(bytes, range: start..<bytes.count)
    var (good, bad, titles, marked, bare, pairs) = (0, 0, 0, 0, 0, 0)
    var seen: Set<AbbreviatedCommitID> = []
    var lengths: ClosedRange<Int>?
    var (plainTitles, namesRelease) = (0, false)
    var isPatch = false
    while good + bad < sample, let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmedRight
      let content = text.trimmed
      let below = text.withoutGraph.text
      if let commit = read(text, line: 0, isSample: true) {
        guard let id = commit.id, seen.insert(id).inserted else { return nil }
        isPatch = false
        good += 1
        let length = id.digits.utf8.count
        lengths = min(lengths?.lowerBound ?? length, length)...max(lengths?.upperBound ?? 0, length)
        let isTitle = ByteText(commit.subject).isCommitTitle
        if isTitle { titles += 1 }
        // Ten digits without a letter are a time.
        if id.isTelling || isTitle && length < 10 { marked += 1 }
        if commit.subject.isEmpty { bare += 1 }
      } else if rangePair(content) != nil {
        pairs += 1
        good += 1
      } else if below.trimmed.starts(with: "diff --git ") {
        isPatch = good > 0
      } else if content.isEmpty || isPatch || below.isSummary || text.isGraph {
        continue
      } else {
        bad += 1
        if content.isCommitTitle { plainTitles += 1 }
        if KernelVersion(settingSubject: content.string) != nil { namesRelease = true }
        guard bad < sample / 4 || plainTitles > 0 else { return nil }
      }
    }
    if pairs > 0 { return pairs == good && bad == 0 || pairs > bad ? .rangeDiff : nil }
    guard good >= 2, bad * 10 <= good, let lengths, lengths.upperBound - lengths.lowerBound <= 4
    else {
      let isList = good == 0 && namesRelease && bad >= 3 && plainTitles * 10 >= bad * 7
      return isList ? .subjects : nil
    }
    guard marked * 5 >= good * 4 else { return nil }
    if bare == good {
      return lengths.upperBound == 40 || lengths.upperBound <= 20 ? .revisions : nil
    }
    return bare == 0 && titles * 3 >= good ? .oneline : nil
  }

  static func read(
    _ bytes: [UInt8], _ form: Form, source: String, limit: Int
  ) -> [ChangelogRelease] {
    var reader = LineReader(bytes)
    var commits = ListedCommits(source: source, limit: limit)
    while !commits.isFull, let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmedRight
      let commit: ListedCommit?
      switch form {
      case .oneline, .revisions: commit = read(text, line: reader.line)
      case .rangeDiff: commit = rangePair(text.trimmed).flatMap { read($0, line: reader.line) }
      case .subjects:
        var bare = ListedCommit(line: reader.line)
        bare.subject = text.trimmed.string
        commit = bare.subject.isEmpty ? nil : bare
      }
      if let commit { commits.add(commit) }
    }
    return commits.finish()
  }

  /// One line of `git log --oneline` and its kin; `nil` for another.
  ///
  /// - Parameter isSample: whether it is still open what the text is; a line that may be another program's is none then.
  private static func read(_ line: ByteText, line number: Int, isSample: Bool = false)
    -> ListedCommit?
  {
    var text = line
    if let byte = text.first, " *|".utf8.contains(byte) {
      let (rest, isCommit) = text.withoutGraph
      guard isCommit else { return nil }
      text = rest.trimmed
    }
    if let byte = text.first, "+-=<>".utf8.contains(byte), text.byte(at: 1) == UInt8(ascii: " ") {
      text = text.dropFirst(2)
    }
    if text.starts(with: "commit ") { text = text.dropFirst(7) }
    guard let (id, rest) = text.commitAndRest else { return nil }
    var commit = ListedCommit(id, line: number)
    var subject = rest
    if !rest.isEmpty {
      subject = rest.dropFirst(1)
      guard rest.first == UInt8(ascii: " "), let byte = subject.first, !byte.isBlank,
        byte != UInt8(ascii: "*")
      else { return nil }
    }
    if subject.starts(with: "- ") {
      subject = subject.dropFirst(2)
      if subject.last == UInt8(ascii: ">"), let age = subject.offset(of: " ago) <") {
        commit.author = Person(name: subject.dropFirst(age + 7).dropLast(1).string)
        subject = subject.prefix(subject.prefix(age).lastOffset(of: UInt8(ascii: "(")) ?? age)
      }
    }
    if let day = subject.isoDay {
      commit.date = day
      subject = subject.dropFirst(10).trimmed
    }
    if subject.first == UInt8(ascii: "(") {
      if let reference = subject.reference {
        commit.date = reference.day ?? commit.date
        subject = reference.subject
      } else if let rest = subject.withoutDecoration {
        subject = rest
      } else if isSample {
        return nil  // `git blame` has a name and a time there
      }
    }
    subject = subject.trimmed
    // Parents: `git rev-list --parents`.
    if subject.commitDigits > 0 {
      guard subject.words.allSatisfy({ $0.commitDigits > 0 }) else { return nil }
      subject = subject.prefix(0)
    }
    // `ffffffff81000000 T startup_64`: a table of symbols.
    if isSample, subject.byte(at: 1)?.isBlank == true { return nil }
    commit.subject = subject.string
    return commit
  }

  /// `920bcfd subject` of `1:  57234ef ! 2:  920bcfd subject`; empty for a commit that only the old range has.
  private static func rangePair(_ line: ByteText) -> ByteText? {
    func afterPosition(_ text: ByteText) -> ByteText? {
      guard let colon = text.offset(of: UInt8(ascii: ":")), (1...6).contains(colon) else {
        return nil
      }
      let number = text.prefix(colon).trimmed
      guard !number.isEmpty,
        number.slice.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "-") })
      else { return nil }
      return text.dropFirst(colon + 1).trimmed
    }
    func id(_ text: ByteText) -> ByteText? {
      guard let blank = text.offset(of: UInt8(ascii: " ")) else { return nil }
      let word = text.prefix(blank)
      return word.commitDigits > 0 || word.slice.allSatisfy { $0 == UInt8(ascii: "-") } ? word : nil
    }
    guard let old = afterPosition(line), let first = id(old) else { return nil }
    let rest = old.dropFirst(first.count).trimmed
    guard let mark = rest.first, "=!<>".utf8.contains(mark),
      let new = afterPosition(rest.dropFirst(1)), let second = id(new)
    else { return nil }
    return second.commitDigits > 0 ? new : new.prefix(0)
  }
}

extension AbbreviatedCommitID {
  /// Whether it has letters and digits, as no number and no word has.
  fileprivate var isTelling: Bool {
    digits.utf8.count == 40
      || digits.utf8.contains(where: \.isDigit) && digits.utf8.contains(where: \.isLetter)
  }
}

extension ByteText {
  /// A line that `--stat` and `--summary` put below a commit.
  fileprivate var isSummary: Bool {
    first == UInt8(ascii: " ")
      && (contains(" | ") || contains(" changed, ") || contains(" mode 1") || contains("rename "))
  }

  /// A line of `--graph` without a commit.
  fileprivate var isGraph: Bool { slice.allSatisfy { "|/\\_ ".utf8.contains($0) } }

  /// `(subject, 2019-12-01)` or `("subject")`, whole.
  fileprivate var reference: (subject: ByteText, day: String?)? {
    guard last == UInt8(ascii: ")") else { return nil }
    let content = dropFirst(1).dropLast(1)
    if content.first == UInt8(ascii: "\""), content.last == UInt8(ascii: "\""), content.count > 2 {
      return (content.dropFirst(1).dropLast(1), nil)
    }
    let day = content.dropFirst(content.count - 10)
    guard content.count > 12, let iso = day.isoDay,
      content.dropLast(10).dropFirst(content.count - 12).starts(with: ", ")
    else { return nil }
    return (content.dropLast(12), iso)
  }

  /// What follows `(HEAD -> master, tag: v4.14.157, origin/x)`; `nil` if the parenthesis holds anything but names.
  fileprivate var withoutDecoration: ByteText? {
    guard let close = offset(of: UInt8(ascii: ")")) else { return nil }
    for name in self[1..<close].slice.split(separator: UInt8(ascii: ",")) {
      var text = ByteText(bytes, name.startIndex..<name.endIndex).trimmed
      for mark: StaticString in ["tag: ", "HEAD -> "] where text.starts(with: mark) {
        text = text.dropFirst(mark.utf8CodeUnitCount)
      }
      guard !text.isEmpty, !text.slice.contains(where: \.isBlank) else { return nil }
    }
    return dropFirst(close + 1).trimmed
  }
}
