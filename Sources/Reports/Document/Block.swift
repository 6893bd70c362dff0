internal import ChangeModel

/// A part of a section.
indirect enum Block: Hashable, Sendable {
  case paragraph(Phrase)
  /// Something to notice: `bad` for a warning.
  case callout(Phrase.Tone, Phrase)
  case list([Item])
  case table(Table)
  case bars(BarChart)
  /// Lines for a shell, as they are.
  case commands([String])
  case suspects(SuspectList)
  /// Only where ``Detail/listsChanges`` says so.
  case changes(ChangeTable)
  /// A heading of its own with what stands under it; folded where the format can.
  case group(Group)

  struct Item: Hashable, Sendable {
    let phrase: Phrase
    var children: [Item] = []
    init(_ phrase: Phrase, _ children: [Item] = []) {
      (self.phrase, self.children) = (phrase, children)
    }
  }

  struct Table: Hashable, Sendable {
    let columns: [String]
    let rows: [[Phrase]]
    /// Columns of numbers, counted from 0.
    var numeric: Set<Int> = []
  }

  struct BarChart: Hashable, Sendable {
    /// What is counted, and of what: `Commits` of each `Subsystem`.
    let measure, things: String
    /// The things follow each other in time; their labels are short.
    var isTimeline = false
    let bars: [Bar]
  }

  struct Bar: Hashable, Sendable {
    let label: Phrase
    let size: Double
    let value: String

    init(label: Phrase, size: Double, value: String) {
      (self.label, self.size, self.value) = (label, size, value)
    }

    init(label: Phrase, count: Int) {
      self.init(label: label, size: Double(count), value: count.grouped)
    }
  }

  struct Group: Hashable, Sendable {
    let title: Phrase
    let note: Phrase
    let blocks: [Block]
  }

  struct SuspectList: Hashable, Sendable {
    let cards: [SuspectCard]
    let rest: Phrase
  }

  struct SuspectCard: Hashable, Sendable {
    let rank: Int
    let probability: Double
    let id: String
    let subject: String
    let context: Phrase
    let evidence: [Phrase]
    let followUps: [FollowUpLine]
  }

  struct FollowUpLine: Hashable, Sendable {
    let isMissing: Bool
    let phrase: Phrase
  }
}
