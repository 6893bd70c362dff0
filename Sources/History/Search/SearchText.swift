public import ChangeModel

/// The text of a search as its writer means it: words, phrases in quotes, `-word`, `author:NAME`, `path:NAME`, `since:DAY`.
public struct SearchText: Hashable, Sendable {
  public let question: SearchQuestion

  /// A part that cannot be meant.
  public enum Problem: Error, Hashable, Sendable {
    /// `author:` without a name.
    case emptyOperator(String)
    /// `since:` stands there twice.
    case twice(String)
  }

  private enum Operator: String, CaseIterable {
    case author, path, since, until
    case reportedBy = "reported-by"
    case reviewedBy = "reviewed-by"
  }

  /// - Parameter weight: how much a word counts, from 0 to 1.
  public init(
    parsing text: String, weight: (String) -> Double = { _ in 1 }
  ) throws(Problem) {
    var question = SearchQuestion()
    var words: [String] = []
    var names: [SearchQuestion.Term] = []
    for part in Self.parts(of: text) {
      if part.isQuoted, part.op == nil, !part.isExcluded {
        let phrase = Self.words(of: part.text)
        if !phrase.isEmpty { question.phrases.append(phrase) }
        words += phrase
      } else if part.isExcluded {
        let phrase = Self.words(of: part.text)
        if !phrase.isEmpty { question.excluded.append(phrase) }
      } else if let op = part.op {
        guard part.text.contains(where: { $0.isLetter || $0.isNumber }) else {
          throw .emptyOperator(op.rawValue)
        }
        switch op {
        case .author: question.people.append(.init(.author, part.text))
        case .reportedBy: question.people.append(.init(.reporter, part.text))
        case .reviewedBy: question.people.append(.init(.reviewer, part.text))
        case .path: question.places.append(part.text)
        case .since:
          guard question.since == nil else { throw .twice(op.rawValue) }
          question.since = part.text
        case .until:
          guard question.until == nil else { throw .twice(op.rawValue) }
          question.until = part.text
        }
      } else if let cve = part.text.firstMatch(of: /(?i)CVE-[0-9]{4}-[0-9]{4,}/) {
        names.append(.init(Self.words(of: cve.output)))
      } else {
        words += Self.words(of: part.text)
      }
    }
    question.terms = Self.telling(names + Self.terms(of: words, weight: weight))
    self.question = question
  }

  /// Words, and names of several words as one term, each once.
  public static func terms(
    of words: [String], weight: (String) -> Double = { _ in 1 }
  ) -> [SearchQuestion.Term] {
    var found: [SearchQuestion.Term] = []
    var seen: Set<[String]> = []
    var place = 0
    while place < words.count {
      let longest = min(SearchVocabulary.longestName, words.count - place)
      let name = stride(from: longest, to: 1, by: -1).lazy
        .map { Array(words[place..<(place + $0)]) }
        .first { SearchVocabulary.alternatives[$0] != nil }
      let term = name ?? [words[place]]
      place += term.count
      guard seen.insert(term).inserted else { continue }
      found.append(.init(term, weight: name == nil ? weight(term[0]) : 1))
    }
    return found
  }

  /// Words that say nothing are left out where others are there.
  private static func telling(_ terms: [SearchQuestion.Term]) -> [SearchQuestion.Term] {
    let telling = terms.filter { $0.words.count > 1 || !fillers.contains($0.words[0]) }
    return telling.isEmpty ? terms : telling
  }

  /// Runs of letters, digits and `_`, in lower case, as the index cuts messages.
  public static func words(of text: some StringProtocol) -> [String] {
    SubjectWords.words(of: text).map(\.text)
  }

  private struct Part {
    var text = ""
    var op: Operator?
    var isQuoted = false
    var isExcluded = false
  }

  /// Shorter ones are options of a command that somebody pasted: `rm -rf`.
  private static let shortestExcluded = 4

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first else { return parts }
      var part = Part()
      if first == "-" {
        let bare = rest.dropFirst()
        let word = bare.prefix { !$0.isWhitespace }
        let isWord =
          word.count >= shortestExcluded && word.allSatisfy { $0.isLowercase || $0 == "_" }
        if isWord || word.first == "\"" && closingQuote(of: bare.dropFirst()) != nil {
          part.isExcluded = true
          rest = bare
        }
      } else if let colon = rest.firstIndex(of: ":"),
        let op = Operator(rawValue: rest[..<colon].lowercased())
      {
        part.op = op
        rest = rest[rest.index(after: colon)...]
      }
      if rest.first == "\"", let end = closingQuote(of: rest.dropFirst()) {
        part.isQuoted = true
        part.text = String(rest.dropFirst()[..<end])
        rest = rest[rest.index(after: end)...]
      } else {
        let word = rest.prefix { !$0.isWhitespace }
        part.text = String(word)
        rest = rest[word.endIndex...]
      }
      parts.append(part)
    }
  }

  private static func closingQuote(of text: Substring) -> String.Index? {
    text.firstIndex(of: "\"")
  }

  /// What a question has beside what it asks for.
  private static let fillers: Set<String> = Set(
    """
    a about above after again all also an and any are as at back be because been before being but by can cannot case \
    commit commits could did do does doesn done during each either else even ever every for found from get gets getting \
    give given go goes going got had has hasn have having he help how i if in instead into is isn issue issues it its \
    itself just kernel know let like linux ll made make makes making many may maybe me might more most much must my \
    need needed needs never no non nor not now of off old on once one only or other our out over own patch patches \
    please problem problems really result same see seems set several shall she should simply since so some something \
    still such take than that the their them then there these they thing this those though to too two under unless \
    until up upon us use used uses using ve very via want was way we well were what when where whether which while who \
    whole why will with within without won would yet you your where somebody someone anyone anybody fix fixed fixes \
    fixing bug bugs solve solved happen happens happened happening sometimes always often suddenly
    """.split(separator: " ").map(String.init))
}
