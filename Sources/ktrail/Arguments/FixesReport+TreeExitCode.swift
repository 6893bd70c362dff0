import ArgumentParser
import ChangeModel
import Reports

extension FixesReport {
  /// What `--in-tree` exits with: 3 if the tree lacks a commit, wholly or partly; 4 if that is undecided; `nil` if it has all.
  var treeExitCode: ExitCode? {
    let answers = findings.compactMap(\.inTree?.answer)
    if answers.contains(.no) { return ExitCode(3) }
    return answers.contains(.unknown) ? ExitCode(4) : nil
  }

  private var findings: [FixFinding] {
    switch answer {
    case .ofCommits(let findings), .search(_, let findings, _): findings
    case .missing, .incomplete: []
    }
  }
}
