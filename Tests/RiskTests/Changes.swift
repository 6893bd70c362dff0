import ChangeModel
import Testing
import Text

@testable import Risk

/// Changes of our own.
enum Changes {
  static let day: Int64 = 86_400

  static func change(
    _ number: Int = 1, _ subject: String = "widget: turn the other way", body: String = "",
    author: String = "ada@example.org", authorTime: Int64 = 0, release: String? = "v4.14.121",
    paths: [String]? = ["kernel/fork.c"], patch: PatchWords? = nil, isFix: Bool = false,
    followUps: [FollowUp] = []
  ) throws -> EnrichedChange {
    let digits = String(number, radix: 16)
    let id = try #require(CommitID(String(repeating: "0", count: 40 - digits.count) + digits))
    let commit = Commit(
      id: id, parents: [], author: Person(name: "Ada", email: author), authorTime: authorTime,
      commitTime: authorTime + 5 * day, subject: subject, body: body)
    let fixed = try #require(AbbreviatedCommitID("0123456789ab"))
    return EnrichedChange(
      commit: commit, release: release, touchedPaths: paths, patch: patch,
      fixes: isFix ? [CommitReference(kind: .fixes, id: fixed)] : [], followUps: followUps)
  }

  /// The diff that adds a text, as the history gives its words.
  static func patch(
    adding text: String = "", removing count: Int = 0, functions: [String] = []
  ) -> PatchWords {
    var counts: [UInt32: UInt16] = [:]
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      Tokenizer.forEachToken(in: bytes) {
        counts[UInt32(truncatingIfNeeded: $0.hash), default: 0] += 1
      }
    }
    let lines = text.split(separator: "\n").count
    return PatchWords(
      words: counts.sorted { $0.key < $1.key }.map {
        PatchWords.Word(
          hash: $0.key, isIdentifier: false, added: $0.value, removed: 0, functions: 0)
      }, functions: functions,
      size: .init(
        added: lines, removed: count, codeAdded: lines, codeRemoved: count, hunks: 1, files: 1))
  }

  static func vectors(
    _ changes: [EnrichedChange], releaseTimes: [String: Int64] = [:]
  ) -> [RiskVector] {
    RiskMeasurements(changes, releaseTimes: releaseTimes).vectors
  }
}
