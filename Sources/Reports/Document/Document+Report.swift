internal import Assessment
internal import ChangeModel

extension Document {
  /// Puts a report's parts in the order in which its command answers.
  init(_ report: Report, detail: Detail) {
    switch report.command {
    case .fixes: self = DocumentWriter(report, detail: detail).fixes()
    case .index: self = DocumentWriter(report, detail: detail).clone()
    case .compare, .culprits, .report:
      guard let upgrade = report.upgrade else {
        self.init(command: report.command, kind: "Kernel changes", title: "Kernel changes")
        return
      }
      switch report.command {
      case .report:
        let assessment = UpgradeAssessment(upgrade)
        self = UpgradeWriter(report, assessment.findings, detail: detail).upgrade(assessment)
      case .compare:
        self = UpgradeWriter(report, Findings(upgrade), detail: detail).comparison()
      case .culprits, .fixes, .index:
        self = UpgradeWriter(report, Findings(upgrade), detail: detail).culprits()
      }
    }
  }
}

/// Makes the documents that are not about an update.
struct DocumentWriter {
  let report: Report
  let detail: Detail
  let words: Words

  init(_ report: Report, detail: Detail) {
    (self.report, self.detail) = (report, detail)
    words = Words(target: report.targetName)
  }

  func clone() -> Document {
    var document = Document(command: .index, kind: "Index of a clone", title: "Index of a clone")
    document.facts = indexFacts
    document.sections = [verification(), report.limitsSection].compactMap(\.self)
    return document
  }

  /// What `ktrail index` says.
  private var indexFacts: [Document.Fact] {
    guard let clone = report.clone else { return [] }
    let newest = clone.newestTime.map { ", the newest of \(UTCTime(seconds: $0).day)" } ?? ""
    var facts = [
      Document.Fact(
        label: "clone",
        value: Phrase("\(clone.path): \(clone.commitCount.of("commit"))\(newest)"))
    ]
    if let path = clone.indexPath, let size = clone.indexSize {
      facts.append(
        Document.Fact(label: "index", value: Phrase("\(path): \((size / 1024).grouped) KiB")))
    }
    return facts
  }
}
