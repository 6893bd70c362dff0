internal import Assessment
internal import ChangeModel

/// What each CVE of the list, and each that the update names, is to NEW.
struct VEXStatements {
  let product: PackageURL
  /// Of the report, in ISO 8601.
  let time: String
  /// What the user wants said.
  let fields: [ReportField]
  let all: [VEXStatement]

  init(_ report: UpgradeReport) {
    let pipeline = PipelineReport(report)
    let (assessment, sentences) = (pipeline.assessment, pipeline.sentences)
    product = PackageURL(of: assessment.upgrade, sentences.new)
    (time, fields) = (pipeline.time, pipeline.fields)
    let judged = assessment.cves ?? []
    let known = Set(judged.map(\.standing.id))
    let added: [ChangelogEntry] =
      if case .packages(let difference, _) = assessment.upgrade.operands {
        difference.added
      } else {
        []
      }
    let others = NamedCVE.all(in: assessment.upgrade.changes, added).filter {
      !known.contains($0.id)
    }
    all =
      judged.map { VEXStatement($0, in: assessment, sentences) }
      + others.map { VEXStatement($0, sentences) }
  }
}

/// What a CVE is to NEW, in the words that OpenVEX and CycloneDX share.
struct VEXStatement: Hashable, Sendable {
  enum Status: Hashable, Sendable {
    case fixed
    /// What to do about it.
    case affected(action: String)
    /// The code is not in the kernel that the configuration builds.
    case notBuilt
    case underInvestigation
  }

  let cve: String
  let title: String
  let score: Double?
  let status: Status
  /// What the status rests on, in a sentence.
  let note: String
  /// NEW has a fix to take, as far as the list names one.
  let isFixKnown: Bool

  /// Where it is published.
  var address: String {
    "https://www.cve.org/CVERecord?id=\(cve.percentEncoded(keeping: "-._~"))"
  }

  init(_ judged: JudgedCVE, in assessment: UpgradeAssessment, _ sentences: UpgradeSentences) {
    let standing = judged.standing
    (cve, title, score) = (standing.id, standing.cve.title, standing.cve.score)
    isFixKnown = !standing.fixes.isEmpty
    let target = sentences.target
    switch standing.state {
    case .closed:
      status = .fixed
      note = "\(target) contains the fix\(standing.fix.map { " \($0.short)" } ?? "")."
    case .open where judged.isBuilt == false:
      status = .notBuilt
      note =
        "\(target) contains what it is about and lacks the fix; the given configuration does not build it."
    case .open:
      status = .affected(action: sentences.action(on: judged))
      note = sentences.message(on: judged)
    case .unknown:
      status = .underInvestigation
      note = sentences.note(onUnknown: standing)
    }
  }

  init(_ named: NamedCVE, _ sentences: UpgradeSentences) {
    (cve, title, score, isFixKnown) = (named.id, "", nil, false)
    status = .underInvestigation
    note = sentences.note(on: named)
  }
}
