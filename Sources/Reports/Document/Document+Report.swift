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
    document.facts = differenceFacts + operandFacts + rangeFacts
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
    if detail.showsHeadline { document.headline = headline() }
    document.facts = differenceFacts + rangeFacts + symptomFacts
    document.sections = [
      report.difference.flatMap(warnings), suspects(isLead: true), undecided(), limits(),
    ].compactMap(\.self)
    return document
  }

  func upgrade() -> Document {
    var document = Document(command: .report, kind: "Upgrade report", title: title)
    document.headline = headline()
    document.facts = differenceFacts + operandFacts + rangeFacts + cveFacts + symptomFacts
    document.sections =
      [
        report.difference.flatMap(warnings), suspects(isLead: false), missingFixes(), cves(),
        subsystems(),
      ].compactMap(\.self)
    if let difference = report.difference {
      document.sections += [
        releases(of: difference), removed(difference), reworded(difference),
      ].compactMap(\.self)
    }
    document.sections += [undecided(), resolution(), method(), limits()].compactMap(\.self)
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

  private var differenceFacts: [Document.Fact] {
    guard let difference = report.difference else { return [] }
    let kinds = Dictionary(grouping: difference.added, by: \.kind).mapValues(\.count)
    let parts = [
      difference.releasesAdded.count.of("release"),
      kinds[.versionBump].map { $0.of("version bump") },
      kinds[.change].map { $0.of("change") },
      kinds[.note].map { $0.of("note") },
    ].compactMap(\.self)
    let label = detail.titlesFacts ? title.runs.map(\.text).joined() : "update"
    return [Document.Fact(label: label, value: Phrase(parts.joined(separator: ", ")))]
  }

  private var operandFacts: [Document.Fact] {
    guard let difference = report.difference else { return [] }
    let counts = difference.counts
    func side(_ side: ChangelogDifference.Side) -> Phrase {
      "\(side.source): \(side.takenFor); \(side.releaseCount.of("release")), "
        + Phrase(side.entryCount.of("entry", "entries"))
    }
    return [
      Document.Fact(
        label: "entries",
        value: Phrase(
          """
          \(counts.added.grouped) added, \(counts.removed.grouped) removed, \
          \(counts.reworded.grouped) reworded, \(counts.unchanged.grouped) unchanged
          """)),
      Document.Fact(label: "old", value: side(difference.old)),
      Document.Fact(label: "new", value: side(difference.new)),
    ]
  }

  private var rangeFacts: [Document.Fact] {
    guard let clone = report.clone else { return [] }
    var value: Phrase = .strong(report.changes.count.of("commit"))
    if report.changes.isEmpty {
      value = ""
    } else if let suspect = report.ranking?.suspects.first,
      let directory = suspect.change.subsystems.first?.directory
    {
      let touching = report.changes.count { change in
        change.subsystems.contains { $0.directory == directory }
      }
      value += Phrase(", \(touching.grouped) touch \(directory)")
    } else {
      let rows = SubsystemCounts(report.changes).rows
      value += Phrase(" in \(rows.count.of("subsystem"))")
    }
    var state = [clone.commitCount.of("commit") + " indexed"]
    if let time = clone.newestTime { state.append("newest of \(UTCTime(seconds: time).day)") }
    if clone.isShallow { state.append("shallow") }
    if !clone.hasFileContents { state.append("without file contents") }
    let about = Phrase.dim("(\(state.joined(separator: ", ")))")
    return [
      Document.Fact(
        label: [rangeName, "in \(clone.path)"].compactMap(\.self).joined(separator: " "),
        value: [value, about].joined(by: " "))
    ]
  }

  /// The whole range when the bumps follow one upon another: `v4.4.121..v4.4.157`.
  private var rangeName: String? {
    let ranges = report.resolved.compactMap { entry -> ReleaseRange? in
      guard case .expanded(let range, _) = entry.resolution else { return nil }
      return range
    }
    guard let newest = ranges.first, let oldest = ranges.last,
      zip(ranges, ranges.dropFirst()).allSatisfy({ $0.old == $1.new })
    else { return nil }
    return "\(oldest.oldName)..\(newest.newName)"
  }

  private var cveFacts: [Document.Fact] {
    let cves = findings.cves
    guard !cves.isEmpty else { return [] }
    return [Document.Fact(label: "security", value: Phrase("\(cves.count.of("CVE")) named"))]
  }

  private var symptomFacts: [Document.Fact] {
    report.symptom.map { [Document.Fact(label: "symptom", value: words.symptom($0))] } ?? []
  }
}
