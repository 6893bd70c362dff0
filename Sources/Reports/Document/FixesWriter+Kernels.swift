internal import ChangeModel

// Whether the kernels that were asked about have the fixes.
extension FixesWriter {
  private static let shown = 10

  /// The first line of the answer.
  var answerOnKernels: Document.Headline? {
    guard !report.kernels.isEmpty, let tone else { return nil }
    return Document.Headline(tone: tone, lines: answerLines, commands: fetches)
  }

  /// Of what a kernel or a tree has; `nil` if none was asked about.
  var tone: Phrase.Tone? {
    switch report.haveAll {
    case .yes: .good
    case .no: .bad
    case .unknown: .plain
    case nil: nil
    }
  }

  private var answerLines: [Phrase] {
    let findings = report.answer.findings
    if findings.isEmpty { return nothingToLookFor }
    if findings.count == 1 {
      return findings[0].standings.map { answer($0, of: findings[0]) } + unknownLines
    }
    return [.strong(sum(of: findings))] + standingLines(of: findings) + unknownLines
  }

  /// What was asked for and is not in the clone.
  var unknownLines: [Phrase] {
    report.unknown.map { Phrase("unknown: \($0.sentence(newest: report.clone.newestTime))") }
  }

  var nothingToLookFor: [Phrase] {
    unknownLines.isEmpty ? [Phrase("unknown: no fix was found to look for")] : unknownLines
  }

  /// With the doubt whether this is the commit that was asked for.
  private func answer(_ standing: KernelStanding, of finding: FixFinding) -> Phrase {
    let answer = words.standing(standing, of: finding)
    guard let probability = finding.asked?.probability,
      probability < KernelStanding.Answer.leastProbability
    else { return answer }
    return "if " + .commit(finding.commit.id)
      + Phrase(" is what is meant (\(probability.percent)): ") + answer
  }

  /// What brings the kernels that the clone lacks.
  private var fetches: [String] {
    var lacking: [KernelVersion] = []
    for standing in report.answer.findings.flatMap(\.standings) {
      guard case .unknown(.noRelease(let version, _)) = standing.presence,
        !lacking.contains(version)
      else { continue }
      lacking.append(version)
    }
    return lacking.map { "\(ShellCommand.fetch($0, into: report.clone.path))" }
  }

  /// `all 3 are in 4.14.127`, `1 of 3 is not in 4.14.127`, `3 fixes in 2 kernels: 4 yes, 1 no, 1 unknown`
  private func sum(of findings: [FixFinding]) -> String {
    let answers = findings.flatMap(\.answers)
    let (yes, no) = (answers.count { $0 == .yes }, answers.count { $0 == .no })
    let unknown = answers.count - yes - no
    guard report.kernels.count == 1 else {
      let parts = [(yes, "yes"), (no, "no"), (unknown, "unknown")].filter { $0.0 > 0 }
        .map { "\($0.0.grouped) \($0.1)" }
      return """
        \(findings.count.of("fix", "fixes")) in \(report.kernels.count.of("kernel")): \
        \(parts.joined(separator: ", "))
        """
    }
    let kernel = report.kernels[0].releaseName
    let all = findings.count
    if no == 0, unknown == 0 { return "all \(all.grouped) are in \(kernel)" }
    var parts: [String] = []
    if no > 0 {
      parts.append("\(no.grouped) of \(all.grouped) \(no == 1 ? "is" : "are") not in \(kernel)")
    }
    if unknown > 0 { parts.append("\(unknown.grouped) of \(all.grouped) unknown") }
    return parts.joined(separator: "; ")
  }

  /// For one kernel each fix; for several a table follows.
  private func standingLines(of findings: [FixFinding]) -> [Phrase] {
    guard report.kernels.count == 1 else { return [] }
    let lines = findings.prefix(Self.shown).map { finding in
      .commit(finding.commit.id) + " " + answer(finding.standings[0], of: finding)
    }
    let rest = findings.count - lines.count
    return lines + (rest > 0 ? [Phrase("and \(rest.grouped) more, below")] : [])
  }

  /// Which kernel has which fix, where several were asked about.
  var kernelTable: [Document.Section] {
    guard report.kernels.count > 1, !report.answer.findings.isEmpty else { return [] }
    return [
      Document.Section(
        anchor: "kernels", title: "In these kernels",
        blocks: [words.table(of: report.answer.findings, in: report.kernels)])
    ]
  }

  /// What was asked for and is not in the clone, where the first line does not say it.
  var unknownFixes: [Document.Section] {
    guard report.haveAll == nil, !report.unknown.isEmpty else { return [] }
    let items = report.unknown.map { fix in
      Block.Item(Phrase(fix.sentence(newest: report.clone.newestTime)))
    }
    return [
      Document.Section(
        anchor: "unknown", title: Phrase("Not known (\(items.count.grouped))"),
        blocks: [.list(items)])
    ]
  }
}
