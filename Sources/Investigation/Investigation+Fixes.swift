import ChangeModel
import History
public import Reports

extension Investigation {
  /// What is known about fixes.
  public enum FixQuestion: Hashable, Sendable {
    /// Of these commits; `in` is the kernel that has or lacks them, by default the newest release of the commit's line.
    case ofCommits([String], in: String?)
    /// Commits whose messages match a text.
    case matching(String, in: String?, limit: Int)
    /// Everything that the revision lacks, known up to `until` or to the end of the clone.
    case missing(in: String, until: String?)
  }

  public func fixes(_ question: FixQuestion) throws(InvestigationError) -> Report {
    guard let index = try openIndex() else { throw .cloneNeeded(for: "a search for fixes") }
    var report = Report(command: .fixes)
    try describe(index, in: &report)
    var remarks: [String] = []
    report.fixes = try history { () throws(HistoryError) in
      let search = FixSearch(in: index)
      switch question {
      case .ofCommits(let names, let target):
        var commits: [CommitID] = []
        for name in names { commits.append(try index.commit(named: name)) }
        return .ofCommits(try findings(commits, target, search, index, &remarks))
      case .matching(let text, let target, let limit):
        let commits = try search.commits(matching: text, limit: limit)
        return .matching(
          text: text, try findings(commits, target, search, index, &remarks))
      case .missing(let target, let until):
        let last = try until.map { name throws(HistoryError) in try index.commit(named: name) }
        let missing = try search.missing(in: try index.commit(named: target), until: last)
        return .missing(in: target, until: until, missing)
      }
    }
    report.remarks += remarks
    return report
  }

  private func findings(
    _ commits: [CommitID], _ target: String?, _ search: FixSearch, _ index: HistoryIndex,
    _ remarks: inout [String]
  ) throws(HistoryError) -> [FixFinding] {
    if let target { return try search.findings(for: commits, in: index.commit(named: target)) }
    var found: [FixFinding] = []
    for commit in commits {
      let release = try search.newestRelease(inLineOf: commit)
      let revision = try release.map { name throws(HistoryError) in try index.commit(named: name) }
      found += try search.findings(for: [commit], in: revision ?? commit)
      let remark =
        "\(commit.short): missing or present is told for \(release ?? "the commit itself"), "
        + "the newest release of its line; --in REV asks about another"
      if !remarks.contains(remark) { remarks.append(remark) }
    }
    return found
  }
}
