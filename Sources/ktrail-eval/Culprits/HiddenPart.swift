import ChangeModel
import Culprits
import Text
import ToolSupport

/// A range as it is to a clone that lacks some of its commits, of which a changelog gives the subjects.
///
/// Which ones depends on the seed and the ends of the range alone.
struct HiddenPart: Sendable {
  let range: HalfKnownRange
  /// By the place of its entry: the commit that is hidden.
  private let hidden: [SourcePosition: CommitID]

  init(_ whole: CandidateRange, ends: [String], share: Double, seed: UInt64) {
    let commits = whole.changes.compactMap(\.change)
    var generator = SplitMix64(seed: seed ^ ends.joined(separator: "..").utf8.fnv1a)
    let order = commits.indices.shuffled(using: &generator)
    let chosen = Set(order.prefix(Int((share * Double(commits.count)).rounded())))
    var hidden: [SourcePosition: CommitID] = [:]
    var entries: [ResolvedEntry] = []
    for place in commits.indices where chosen.contains(place) {
      let commit = commits[place].commit
      let position = SourcePosition(file: "hidden", line: place + 1)
      hidden[position] = commit.id
      entries.append(
        ResolvedEntry(
          entry: ChangelogEntry(
            kind: .change, text: commit.subject, subject: commit.subject, position: position),
          resolution: .notFound(.noSuchSubject())))
    }
    self.hidden = hidden
    range = HalfKnownRange(
      commits.indices.filter { !chosen.contains($0) }.map { commits[$0] },
      unseen: UnseenChange.all(among: entries))
  }

  /// The commits behind a candidate, as only who hid them knows.
  func commits(behind candidate: Candidate) -> [CommitID] {
    switch candidate {
    case .commit(let change): [change.commit.id]
    case .entry(let change): change.entries.compactMap { hidden[$0.position] }
    }
  }

  func hides(_ commit: CommitID) -> Bool { hidden.values.contains(commit) }
}
