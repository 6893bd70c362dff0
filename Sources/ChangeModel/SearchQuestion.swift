/// What is looked for in commits, and what they must and must not have.
public struct SearchQuestion: Hashable, Sendable {
  /// A word, or words that stand for one thing: `null pointer dereference`.
  public struct Term: Hashable, Sendable {
    /// In lower case.
    public let words: [String]
    /// How much it counts beside the others; 1 for a word of the question itself.
    public let weight: Double

    public init(_ words: [String], weight: Double = 1) {
      (self.words, self.weight) = (words, weight)
    }

    public var text: String { words.joined(separator: " ") }
  }

  /// In the order of the question, each once.
  public var terms: [Term]
  /// Each is in the message, word after word.
  public var phrases: [[String]]
  /// None is in the message.
  public var excluded: [[String]]
  public var people: [Person]
  /// Files, directories, or what ``Place`` takes; a commit touches one of them.
  public var places: [String]
  /// Days or revisions.
  public var since, until: String?

  /// Somebody who has to do with a commit, by words of the name or the address.
  public struct Person: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable, CaseIterable {
      case author
      case reporter
      case reviewer
    }
    public let role: Role
    public let name: String
    public init(_ role: Role, _ name: String) { (self.role, self.name) = (role, name) }
  }

  public init(
    terms: [Term] = [], phrases: [[String]] = [], excluded: [[String]] = [],
    people: [Person] = [], places: [String] = [], since: String? = nil, until: String? = nil
  ) {
    (self.terms, self.phrases, self.excluded) = (terms, phrases, excluded)
    (self.people, self.places, self.since, self.until) = (people, places, since, until)
  }
}

/// Why a search found a commit.
public struct SearchMatch: Hashable, Sendable {
  public enum Field: Hashable, Sendable {
    case subject
    case message
    /// The commit touches this place, which is called so.
    case path(String)
  }

  /// What the commit has of a term.
  public struct Found: Hashable, Sendable {
    /// As the question has it.
    public let term: String
    /// As the commit has it.
    public let form: String
    public let field: Field
    public init(_ term: String, as form: String, in field: Field) {
      (self.term, self.form, self.field) = (term, form, field)
    }
  }

  public let found: [Found]
  /// What the question has and the commit has not.
  public let lacking: [String]

  public init(found: [Found], lacking: [String]) {
    (self.found, self.lacking) = (found, lacking)
  }
}
