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
  /// A heading of its own with what stands under it; folded where the format can, and on paper the heading alone.
  case group(Group)
  /// What is for a screen and for other formats; paper has the phrase in its place, which says so.
  case screen([Block], paper: Phrase)
  /// Lines to be signed on; only where a document is to be printed or names who signs.
  case signatures([Signature])

  struct Item: Hashable, Sendable {
    let phrase: Phrase
    var children: [Item] = []
    init(_ phrase: Phrase, _ children: [Item] = []) {
      (self.phrase, self.children) = (phrase, children)
    }
  }

  /// A column that is empty in every row is not there.
  struct Table: Hashable, Sendable {
    let columns: [String]
    let rows: [[Phrase]]
    /// Columns of numbers, counted from 0.
    let numeric: Set<Int>
    /// How many rows paper has, which says how many there are besides.
    let paperLimit: Int

    init(
      columns: [String], rows: [[Phrase]], numeric: Set<Int> = [], paperLimit: Int = .max
    ) {
      let kept = columns.indices.filter { column in
        rows.isEmpty || rows.contains { column < $0.count && !$0[column].isEmpty }
      }
      self.columns = kept.map { columns[$0] }
      self.rows =
        kept.count == columns.count
        ? rows : rows.map { row in kept.filter(row.indices.contains).map { row[$0] } }
      self.numeric = Set(kept.indices.filter { numeric.contains(kept[$0]) })
      self.paperLimit = paperLimit
    }
  }

  /// Who signs, and what is known of it; what is empty is filled in by hand.
  struct Signature: Hashable, Sendable {
    let role, name: String
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
    /// The same, leading to where it is known.
    let name: Phrase
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
