internal import ChangeModel

extension Document {
  /// Puts a report's parts in the order in which its command answers.
  init(_ report: Report, detail: Detail) {
    let writer = DocumentWriter(report, detail: detail)
    switch report.command {
    case .compare: self = writer.comparison()
    case .culprits: self = writer.culprits()
    case .fixes: self = writer.fixes()
    case .report: self = writer.upgrade()
    case .index: self = writer.clone()
    }
  }
}

/// Makes the sections that the commands share out of what was found.
struct DocumentWriter {
  let report: Report
  let detail: Detail
  let findings: Findings
  let words: Words

  init(_ report: Report, detail: Detail) {
    self.report = report
    self.detail = detail
    findings = Findings(report)
    words = Words(target: findings.target)
  }

  // MARK: Documents

  func comparison() -> Document {
    var document = Document(command: .compare, kind: "What the update brings", title: title)
    document.headline = notice()
    document.facts = differenceFacts + operandFacts + rangeFacts
    document.figures = figures
    if let difference = report.difference {
      document.sections = [
        warnings(of: difference), subsystems(), releases(of: difference), removed(difference),
        reworded(difference), resolution(),
      ].compactMap(\.self)
    }
    document.sections += [limits()].compactMap(\.self)
    return document
  }

  func culprits() -> Document {
    var document = Document(
      command: .culprits, kind: "Suspects after the update", title: title)
    document.headline = detail.showsHeadline ? headline() : notice()
    document.facts = differenceFacts + rangeFacts + symptomFacts + placeFacts
    document.figures = figures
    document.sections = [
      report.difference.flatMap(warnings), suspects(isLead: true), undecided(), limits(),
    ].compactMap(\.self)
    return document
  }

  func upgrade() -> Document {
    var document = Document(command: .report, kind: "Upgrade report", title: title)
    document.headline = verdict()
    document.facts =
      differenceFacts + operandFacts + rangeFacts + cveFacts + symptomFacts + placeFacts
    document.figures = figures
    document.sections =
      [
        report.difference.flatMap(warnings), sinceLast(), trust(), suspects(isLead: false),
        knownBad(), risks(), relevance(), configuration(), heat(), cves(), reports(), testPlan(),
        kit(),
      ].compactMap(\.self)
    if let difference = report.difference {
      document.sections += [
        releases(of: difference), removed(difference), reworded(difference),
      ].compactMap(\.self)
    }
    document.sections += [
      allChanges(), undecided(), rules(), method(), limits(),
    ].compactMap(\.self)
    return document
  }

  func clone() -> Document {
    var document = Document(command: .index, kind: "Index of a clone", title: "Index of a clone")
    document.facts = indexFacts
    document.sections = [verification(), limits()].compactMap(\.self)
    return document
  }

  // MARK: Title and facts

  /// `kernel-lt 4.4.121-1 → 4.4.157-1`
  var title: Phrase {
    guard let difference = report.difference else { return "Kernel changes" }
    let (old, new) = (difference.old, difference.new)
    if old.packageName == new.packageName, let version = new.version, old.version != nil {
      return Phrase("\(old.name) → \(version)")
    }
    return Phrase("\(old.name) → \(new.name)")
  }
}
