import Bisection
import ChangeModel
import History
import Text

// MARK: - What rests on OLD and NEW

extension BisectionSession {
  /// What is known of the ends themselves.
  enum End {
    case asGiven
    /// All answers are the same, so the result rests on this end, which nobody has tested.
    case unseen(CommitID)
    /// OLD is bad already, or NEW is still good.
    case differs(CommitID)
  }

  var end: End {
    let (good, bad) = (record.good.id, record.bad.id)
    if record.answers(about: good).contains(.bad), trusts(.bad) { return .differs(good) }
    if record.answers(about: bad).contains(.good), trusts(.good) { return .differs(bad) }
    // Where nothing was to be tested, the ends alone say what it is.
    guard case .found = step, record.entries.contains(where: { $0.verdict != .skip }) else {
      return .asGiven
    }
    for (verdict, commit) in [(Bisection.Verdict.bad, bad), (.good, good)]
    where !record.hasSeen(verdict) {
      let answers = record.answers(about: commit)
      if answers.contains(.skip) { return .asGiven }
      // A broken kernel may pass: after so many passes that is as unlikely as was asked for.
      let passes = answers.count { $0 != verdict }
      if passes > 0, pow(record.passOfBroken, Double(passes)) < 1 - record.confidence {
        return .differs(commit)
      }
      return .unseen(commit)
    }
    return .asGiven
  }

  /// Whether an answer proves what it says.
  private func trusts(_ verdict: Bisection.Verdict) -> Bool {
    record.passOfBroken <= 0 || verdict == (record.findsFix ? .good : .bad)
  }

  /// Whether an end is not what it was given as.
  var contradictsEnds: Bool { if case .differs = end { true } else { false } }

  /// The kernel that an answer names, if the answer says anything about the commits between the ends.
  func commit(
    answeredAs verdict: Bisection.Verdict, named revision: String
  ) throws -> CommitID {
    let commit = try commit(named: revision)
    guard let index, verdict != .skip, graph.place(of: commit) == nil,
      ![record.good.id, record.bad.id, record.newest].contains(commit)
    else { return commit }
    let side: BisectionError.Side?
    do throws(HistoryError) {
      if try index.isBehind(commit, record.good.id) {
        side = .before
      } else if try index.isBehind(record.bad.id, commit) {
        side = .after
      } else {
        let left = try index.lineage(from: [record.good.id, commit], to: [record.bad.id]).count
        side = (1..<graph.commits.count).contains(left) ? nil : .beside
      }
    } catch { throw InvestigationError.history(error) }
    if let side {
      throw BisectionError.outside(
        revision, commit, side, old: record.good.name, new: record.bad.name)
    }
    return commit
  }
}
