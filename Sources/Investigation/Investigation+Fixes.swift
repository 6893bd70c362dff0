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
    var targets: [String] = []
    var remarks: [String] = []
    report.fixes = try history { () throws(HistoryError) in
      let search = FixSearch(in: index)
      switch question {
      case .ofCommits(let names, let target):
        var commits: [CommitID] = []
        for name in names {
          let found = try self.commits(named: name, search, index)
          if found.areBackports {
            remarks.append("\(name) is not in this clone; its backports are")
          }
          commits += found.ids
        }
        return .ofCommits(try findings(commits, target, search, index, &targets))
      case .matching(let text, let target, let limit):
        let commits = try search.commits(matching: text, limit: limit)
        return .matching(text: text, try findings(commits, target, search, index, &targets))
      case .missing(let target, let until):
        let last = try until.map { name throws(HistoryError) in try index.commit(named: name) }
        let missing = try search.missing(in: try index.commit(named: target), until: last)
        return .missing(in: target, until: until, missing)
      }
    }
    report.remarks += remarks
    report.target = targets.count == 1 ? targets[0] : nil
    if targets.count > 1 {
      report.remarks.append(
        "missing or present is told for the newest release of each commit's line of development: "
          + "\(targets.joined(separator: ", ")); --in REV asks about one")
    }
    return report
  }

  /// The commit of this name; where the clone of a stable branch lacks the mainline commit that people quote, its backports.
  private func commits(
    named name: String, _ search: FixSearch, _ index: HistoryIndex
  ) throws(HistoryError) -> (ids: [CommitID], areBackports: Bool) {
    do throws(HistoryError) {
      return ([try index.commit(named: name)], false)
    } catch {
      guard let id = AbbreviatedCommitID(name) else { throw error }
      let backports = try search.backports(of: id)
      guard !backports.isEmpty else { throw error }
      return (backports, true)
    }
  }

  /// - Parameter targets: gets the names of the kernels that the findings are told for.
  private func findings(
    _ commits: [CommitID], _ target: String?, _ search: FixSearch, _ index: HistoryIndex,
    _ targets: inout [String]
  ) throws(HistoryError) -> [FixFinding] {
    var found: [FixFinding] = []
    for commit in commits {
      let release = try search.newestRelease(inLineOf: commit)
      let name = target ?? release ?? commit.description
      found += try search.findings(for: [commit], in: try index.commit(named: name))
      if !targets.contains(name) { targets.append(name) }
    }
    return found
  }
}
