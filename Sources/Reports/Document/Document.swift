/// A report as a sequence of sections: what every format for people shows, before it looks like anything.
struct Document: Hashable, Sendable {
  /// A labelled value of the summary.
  struct Fact: Hashable, Sendable {
    let label: String
    let value: Phrase
  }

  /// A number that tells the size of the matter at a glance; the facts have it in words.
  struct Figure: Hashable, Sendable {
    let value: String
    let label: String
    var tone = Phrase.Tone.plain
  }

  /// The answer before its reasons.
  struct Headline: Hashable, Sendable {
    let tone: Phrase.Tone
    /// The answer in a word or two.
    var title: String?
    var lines: [Phrase]
    /// What to run next, each a line for a shell as it is.
    var commands: [String] = []
    /// What should be known before relying on it.
    var notes: [Phrase] = []
  }

  struct Section: Hashable, Sendable {
    /// Lower-case letters and hyphens, one of its kind in the document.
    let anchor: String
    let title: Phrase
    /// The heading says nothing that the first lines of a terminal do not.
    var isLead = false
    let blocks: [Block]
  }

  let command: Report.Command
  /// What kind of document it is: `Suspects`.
  let kind: String
  var title: Phrase
  var headline: Headline?
  var figures: [Figure] = []
  var facts: [Fact] = []
  var sections: [Section] = []
  /// What stands on each page of it.
  var imprint: Imprint?
}

/// How much of the long lists a format shows; entries of a changelog are always all there.
struct Detail: Hashable, Sendable {
  /// Commits listed under one version bump.
  let expansionLimit: Int
  let subsystemLimit: Int
  /// Reverts listed of several candidates.
  var revertLimit: Int { subsystemLimit }
  let suspectLimit: Int
  /// Entries listed one by one where a list is not the answer itself.
  let entryLimit: Int
  /// Whether the same holds where the list is the answer.
  let limitsAnswer: Bool
  let showsHeadline: Bool
  /// A report has a table of all commits.
  let listsChanges: Bool
  /// People read it who did not run the command: no options, no local paths.
  let isForBoard: Bool
  /// The first fact is labelled with the document's title, which is not shown otherwise.
  let titlesFacts: Bool

  private static let someEntries = 10

  static let someSuspects = 10

  /// - Parameter limit: what the reader asked for, of each list.
  static func terminal(
    suspects: Int = someSuspects, limit: Int? = nil, allEntries: Bool = false
  ) -> Detail {
    Detail(
      expansionLimit: limit ?? 5, subsystemLimit: 12, suspectLimit: limit ?? suspects,
      entryLimit: allEntries ? .max : limit ?? someEntries, limitsAnswer: limit != nil,
      showsHeadline: false, listsChanges: false, isForBoard: false, titlesFacts: true)
  }
  static func markdown(
    suspects: Int = someSuspects, limit: Int? = nil, allEntries: Bool = false
  ) -> Detail {
    Detail(
      expansionLimit: limit ?? 20, subsystemLimit: 20, suspectLimit: limit ?? suspects,
      entryLimit: allEntries ? .max : limit ?? someEntries, limitsAnswer: limit != nil,
      showsHeadline: true, listsChanges: false, isForBoard: true, titlesFacts: false)
  }
  static func html(suspects: Int = someSuspects, limit: Int? = nil) -> Detail {
    Detail(
      expansionLimit: .max, subsystemLimit: 20, suspectLimit: limit ?? suspects,
      entryLimit: .max, limitsAnswer: false, showsHeadline: true, listsChanges: true,
      isForBoard: true, titlesFacts: false)
  }
}
