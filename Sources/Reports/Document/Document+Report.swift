internal import ChangeModel

extension Document {
  /// Puts a report's parts in the order in which its command answers.
  init(_ report: Report, detail: Detail) {
    self =
      switch report {
      case .comparison(let report): UpgradeWriter(report, detail: detail).comparison()
      case .culprits(let report): UpgradeWriter(report, detail: detail).culprits(report)
      case .upgrade(let report): UpgradeWriter(report, detail: detail).upgrade(report)
      case .fixes(let report): FixesWriter(report).fixes()
      case .index(let report): Document(report)
      case .bisection(let status): BisectionWriter(status, detail: detail).document()
      case .checkup(let checkup): CheckupWriter(checkup).document()
      case .settings(let settings): Document(settings)
      }
    if let limits = Section.limits(of: report) { sections.append(limits) }
  }

  private init(_ report: IndexReport) {
    self.init(command: .index, kind: "Index of a clone", title: "Index of a clone")
    let clone = report.clone
    let newest = clone.newestTime.map { ", the newest of \(UTCTime(seconds: $0).day)" } ?? ""
    facts = [
      Fact(
        label: "clone",
        value: .path(clone.path) + Phrase(": \(clone.commitCount.of("commit"))\(newest)"))
    ]
    if let path = clone.indexPath, let size = clone.indexSize {
      facts.append(Fact(label: "index", value: Phrase("\(path): \((size / 1024).grouped) KiB")))
    }
    sections = [report.verification.map(Section.init)].compactMap(\.self)
  }
}
