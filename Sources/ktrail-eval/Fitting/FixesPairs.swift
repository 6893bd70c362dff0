import ChangeModel
import Culprits
import Foundation
import Investigation
import Text

/// Bugs that a repository repaired before it released them: more cases to fit to, at no cost.
///
/// A commit with one `Fixes:` tag is the symptom, the commit that the tag names the culprit, and
/// the candidates are what the release window had before the repair. Cases of the kind that the
/// evaluation uses, repaired after the release, are never among them.
struct FixesPairs {
  struct Pair {
    let id: String
    let symptom: String
    let culprit: CommitID
    let candidates: [EnrichedChange]
  }

  /// Commits of any case, which are left out.
  let excluded: Set<CommitID>

  private static let fewestCandidates = 150
  private static let fewestWords = 8

  /// The pairs of `from..to`, newest first.
  func pairs(in clone: Investigation, from: String, to: String) throws(InvestigationError) -> [Pair]
  {
    let changes = try clone.changes(from: from, to: to)
    return changes.enumerated().compactMap { place, change -> Pair? in
      guard change.fixes.count == 1, !excluded.contains(change.commit.id) else { return nil }
      let before = changes[(place + 1)...]
      let named = before.filter { "\($0.commit.id)".hasPrefix("\(change.fixes[0].id)") }
      guard before.count >= Self.fewestCandidates, named.count == 1,
        !excluded.contains(named[0].commit.id)
      else { return nil }
      let symptom = Self.prose(of: change.commit.body)
      guard symptom.split(whereSeparator: \.isWhitespace).count >= Self.fewestWords else {
        return nil
      }
      return Pair(
        id: "\(change.commit.id)", symptom: symptom, culprit: named[0].commit.id,
        candidates: Array(before))
    }
  }

  /// A message without the lines that name other commits and people.
  private static func prose(of body: String) -> String {
    body.withBytes { bytes in
      var lines: [String] = []
      MessageText.forEachLine(of: bytes) { range in
        lines.append(String(decoding: bytes[range], as: UTF8.self))
      }
      return lines.joined(separator: "\n")
    }
  }
}
