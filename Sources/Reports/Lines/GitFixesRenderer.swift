internal import ChangeModel

/// Writes the fixes that are missing as git-fixes lists them, for scripts that read its output.
///
/// A heading for each group, `who (2):`, then a line for each fix, oldest first: a tab, 12 digits of its id, a blank, its
/// subject; a blank line ends the group. A group is what the user's list of commits says of the commit that is
/// repaired, or all. Without any fix: `Nothing found`.
struct GitFixesRenderer {
  func render(_ report: Report) -> String {
    guard case .fixes(let report) = report, case .missing(let answer) = report.answer else {
      return ""
    }
    let missing = answer.followUps.filter { $0.status == .missing }
    guard !missing.isEmpty else { return "Nothing found\n" }
    let groups = Dictionary(grouping: missing) { followUp in
      answer.headings[followUp.commit.id]?.person ?? answer.culprits ?? answer.target
    }
    var text = ""
    for (name, followUps) in groups.sorted(by: { $0.key < $1.key }) {
      text += "\(name.inert()) (\(followUps.count)):\n"
      for followUp in followUps {
        text += "\t\(followUp.commit.id.short) \(followUp.commit.subject.inert())\n"
      }
      text += "\n"
    }
    return text
  }
}
