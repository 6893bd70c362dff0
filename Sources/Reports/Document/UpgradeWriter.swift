internal import Assessment
internal import ChangeModel

/// Makes the documents on an update out of sections.
struct UpgradeWriter {
  let findings: Findings
  let ranking: Ranking?
  let search: SymptomSearch?
  let detail: Detail
  let words: Words
  let sentences: UpgradeSentences
  /// What the packages differ in; `nil` for a range of the clone.
  let difference: ChangelogDifference?
  /// One for each added entry; empty without a clone, and for a range.
  let resolved: [ResolvedEntry]
  let changesByID: [CommitID: EnrichedChange]
  let risksByID: [CommitID: ChangeRisk]
  let cves: [NamedCVE]

  init(_ report: Comparison, detail: Detail) {
    self.init(.compare, report.findings, detail: detail)
  }

  init(_ report: CulpritsReport, detail: Detail) {
    self.init(
      .culprits, report.findings, ranking: report.ranking, search: report.search, detail: detail)
  }

  init(_ report: UpgradeReport, detail: Detail) {
    self.init(
      .report, report.assessment.findings, ranking: report.upgrade.ranking, search: report.search,
      detail: detail)
  }

  private init(
    _ command: Report.Command, _ findings: Findings, ranking: Ranking? = nil,
    search: SymptomSearch? = nil, detail: Detail
  ) {
    (self.findings, self.ranking, self.search) = (findings, ranking, search)
    self.detail = detail
    let upgrade = findings.upgrade
    sentences = UpgradeSentences(upgrade, command: command, symptoms: search?.sources ?? [])
    words = sentences.words
    switch upgrade.operands {
    case .packages(let difference, let resolved):
      (self.difference, self.resolved) = (difference, resolved)
    case .range: (difference, resolved) = (nil, [])
    }
    changesByID = Dictionary(
      upgrade.changes.map { ($0.commit.id, $0) }, uniquingKeysWith: { first, _ in first })
    risksByID = Dictionary(
      upgrade.risks.map { ($0.commit, $0) }, uniquingKeysWith: { first, _ in first })
    cves = NamedCVE.all(in: upgrade.changes, difference?.added ?? [])
  }

  var upgrade: Upgrade { findings.upgrade }

  /// What NEW is called where a fix is in it or not: `4.4.157`.
  var target: String { sentences.target }

  func comparison() -> Document {
    var document = Document(command: .compare, kind: "What the update brings", title: title)
    document.headline = notice()
    document.imprint = imprint
    document.facts = differenceFacts + operandFacts + rangeFacts
    document.figures = figures(isComplete: findings.isComplete)
    document.sections = [
      warnings(), subsystems(), releases(), removed(), reworded(), resolution(),
    ].compactMap(\.self)
    return document
  }

  func culprits(_ report: CulpritsReport) -> Document {
    var document = Document(
      command: .culprits, kind: "Suspects after the update", title: title)
    document.headline = detail.showsHeadline ? headline() : notice()
    document.imprint = imprint
    document.facts = differenceFacts + rangeFacts + symptomFacts + answeredFacts
    document.figures = figures(isComplete: findings.isComplete)
    document.sections = [
      warnings(), suspects(report.ranking, isLead: true), areas(of: report.ranking), undecided(),
    ].compactMap(\.self)
    return document
  }

  /// The verdict alone.
  func head(_ report: UpgradeReport, isAlone: Bool = true) -> Document {
    let others = report.candidates.map { ": one of \($0.candidates.count.grouped) candidates" }
    var document = Document(
      command: .report, kind: "Upgrade report" + (others ?? ""), title: title)
    document.headline = verdict(report.assessment, among: report.candidates, isAlone: isAlone)
    return document
  }

  func upgrade(_ report: UpgradeReport) -> Document {
    let assessment = report.assessment
    var document = head(report, isAlone: false)
    document.imprint = imprint
    document.facts =
      fieldFacts + differenceFacts + operandFacts + rangeFacts + cveFacts + symptomFacts
      + madeFacts
    document.figures = figures(isComplete: assessment.isComplete)
    document.sections = [
      warnings(), report.candidates.map(candidates), sinceLast(assessment), staying(assessment),
      trust(),
      ranking.flatMap { suspects($0, isLead: false) }, ranking.flatMap(areas), knownBad(),
      upgrade.incomplete.flatMap { Document.Section($0, in: target, words) },
      risks(report.riskStudy, report.repairRecord),
      watched(assessment), relevance(), fleet(assessment),
      configuration(report.configurationChanges), heat(assessment),
      security(assessment), reports(assessment),
      testPlan(assessment), releases(), removed(), reworded(), allChanges(),
      rules(assessment), method(),
      isForBoard && (detail.listsChanges || namesSigners) ? signOff() : nil,
      kit(assessment), operatorSection(assessment),
    ].compactMap(\.self)
    return document
  }

  /// `kernel-lt 4.4.121-1 → 4.4.157-1`
  var title: Phrase { Self.title(of: sentences) }

  static func title(of sentences: UpgradeSentences) -> Phrase {
    let (old, new) = (sentences.old, sentences.new)
    if old.packageName == new.packageName, let version = new.version, old.version != nil {
      return Phrase("\(old.name) → \(version)")
    }
    return Phrase("\(old.name) → \(new.name)")
  }
}
