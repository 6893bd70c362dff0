internal import Assessment
internal import ChangeModel

/// Makes the documents on an update out of sections.
struct UpgradeWriter {
  let report: Report
  let detail: Detail
  let findings: Findings
  let words: Words
  let sentences: UpgradeSentences
  let changesByID: [CommitID: EnrichedChange]
  let risksByID: [CommitID: ChangeRisk]
  let cves: [NamedCVE]

  init(_ report: Report, _ findings: Findings, detail: Detail) {
    (self.report, self.findings, self.detail) = (report, findings, detail)
    sentences = report.sentences(on: findings.upgrade)
    words = sentences.words
    changesByID = Dictionary(
      report.changes.map { ($0.commit.id, $0) }, uniquingKeysWith: { first, _ in first })
    risksByID = Dictionary(
      report.risks.map { ($0.commit, $0) }, uniquingKeysWith: { first, _ in first })
    cves = NamedCVE.all(in: report.changes, findings.upgrade.difference.added)
  }

  var difference: ChangelogDifference { findings.upgrade.difference }

  /// What NEW is called where a fix is in it or not: `4.4.157`.
  var target: String { sentences.target }

  func comparison() -> Document {
    var document = Document(command: .compare, kind: "What the update brings", title: title)
    document.headline = notice()
    document.facts = differenceFacts + operandFacts + rangeFacts
    document.figures = figures(isComplete: findings.isComplete)
    document.sections = [
      warnings(), subsystems(), releases(), removed(), reworded(), resolution(),
      report.limitsSection,
    ].compactMap(\.self)
    return document
  }

  func culprits() -> Document {
    var document = Document(
      command: .culprits, kind: "Suspects after the update", title: title)
    document.headline = detail.showsHeadline ? headline() : notice()
    document.facts = differenceFacts + rangeFacts + symptomFacts + report.placeFacts
    document.figures = figures(isComplete: findings.isComplete)
    document.sections = [
      warnings(), suspects(isLead: true), undecided(), report.limitsSection,
    ].compactMap(\.self)
    return document
  }

  func upgrade(_ assessment: UpgradeAssessment) -> Document {
    var document = Document(command: .report, kind: "Upgrade report", title: title)
    document.headline = verdict(assessment)
    document.facts =
      differenceFacts + operandFacts + rangeFacts + cveFacts + symptomFacts + report.placeFacts
    document.figures = figures(isComplete: assessment.isComplete)
    document.sections = [
      warnings(), sinceLast(assessment), trust(), suspects(isLead: false), knownBad(), risks(),
      relevance(), configuration(), heat(assessment), security(assessment), reports(assessment),
      testPlan(assessment), kit(assessment), releases(), removed(), reworded(), allChanges(),
      undecided(), rules(assessment), method(), report.limitsSection,
    ].compactMap(\.self)
    return document
  }

  /// `kernel-lt 4.4.121-1 → 4.4.157-1`
  var title: Phrase {
    let (old, new) = (difference.old, difference.new)
    if old.packageName == new.packageName, let version = new.version, old.version != nil {
      return Phrase("\(old.name) → \(version)")
    }
    return Phrase("\(old.name) → \(new.name)")
  }
}
