internal import ChangeModel

/// Every commit of an update, a row each, for a format in which readers can sort, filter and search.
struct ChangeTable: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    let id: String
    /// All digits of it.
    let name: String
    let subject: String
    /// What to notice without looking further: a missing fix, CVEs.
    let marks: Phrase
    /// The directory that it touches most; empty if the clone cannot tell.
    let subsystem: String
    let release: String
    /// Its size and kind; `nil` if nobody looked.
    let risk: ChangeRisk?
    /// Its standing first, in words of its own run: a reader filters by it. Empty without a configuration.
    let relevance: Phrase
    let details: [Phrase]
  }

  let rows: [Row]
  let showsRisk: Bool
  let showsRelevance: Bool
}
