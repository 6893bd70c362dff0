internal import ChangeModel

/// Makes the document on where a bisection stands: what to do next, or what was found, before what led to it.
struct BisectionWriter {
  private let status: BisectionStatus
  private let detail: Detail

  init(_ status: BisectionStatus, detail: Detail) { (self.status, self.detail) = (status, detail) }

  func document() -> Document {
    let name = "\(status.good) → \(status.bad)"
    var document = Document(
      command: .bisect, kind: status.findsFix ? "Bisection for a fix" : "Bisection",
      title: Phrase(name))
    document.headline = headline
    let left =
      "\(status.remaining.grouped) of \(status.candidates.grouped) commits left, "
      + "\(status.answers.count { $0.verdict != "skip" }) tested"
      + (status.findsFix ? ", looking for the fix" : "")
    document.facts = [
      Document.Fact(label: detail.titlesFacts ? name : "commits", value: Phrase(left))
    ]
    document.sections = [offer, answers, suspects, mail, notes].compactMap(\.self)
    return document
  }

  // MARK: - What to do, or what was found

  private var headline: Document.Headline {
    switch status.step {
    case .test(let kernel, let probability, let information, let directory):
      var lines: [Phrase] = []
      if let package = kernel.package {
        let installed = kernel.isInstalled ? ", which is installed" : ""
        lines.append(Phrase("It is the package \(package)\(installed)."))
      } else if kernel.isInstalled {
        lines.append("It is installed.")
      }
      lines.append(
        Phrase(
          """
          \(probability.percent) likely \(status.findsFix ? "fixed" : "bad"), worth \(information.oneDecimal) bits; about \
          \(status.expectedTests.rounded(.up).whole) more tests (plain bisection: \(status.plainTests)).
          """))
      if let directory { lines.append(Phrase("It is checked out in \(directory).")) }
      return .init(tone: .plain, title: "Test next: \(kernel.line)", lines: lines)
    case .found(let kernel, let probability, let finding):
      return .init(
        tone: .good,
        title:
          "First \(status.findsFix ? "fixed" : "bad") commit: \(kernel.line), \(probability.percent)",
        lines: lines(on: finding))
    case .undecided(let kernels): return undecided(kernels)
    case .impossible:
      return .init(
        tone: .bad, title: "Some answer was wrong",
        lines: ["Only these agree with all, and they cannot change the built kernel."])
    case .contradiction:
      return .init(
        tone: .bad, title: "The answers contradict each other",
        lines: ["No commit agrees with all; take one back:"],
        commands: ["\(ShellCommand.bisect("undo", of: status.name))"])
    }
  }

  private func lines(on finding: BisectionStatus.Finding) -> [Phrase] {
    var lines = finding.knownFixes.map { fix in
      .bad("Already repaired or reverted by ") + fix.phrase
    }
    if status.remaining > 1 {
      let others = (status.remaining - 1).of("other commit agrees", "other commits agree")
      lines.append(Phrase("That meets the confidence asked for: \(others) with all answers."))
    }
    lines += finding.evidence.map { Phrase($0.sentence) }
    if let conflicts = finding.revertConflicts {
      lines.append(
        Phrase(
          conflicts.isEmpty
            ? "It can be reverted on \(status.bad) without a conflict: test that, it proves the result."
            : "Reverting it on \(status.bad) conflicts in \(conflicts.prefix(5).joined(separator: ", "))."
        ))
    }
    return lines
  }

  private func undecided(_ kernels: [BisectionStatus.Kernel]) -> Document.Headline {
    guard status.packagesOnly else {
      return .init(
        tone: .plain, title: "Undecided",
        lines: [
          Phrase("The skipped kernels hide which of these \(kernels.count.of("commit")) it is.")
        ])
    }
    let releases = Set(kernels.compactMap(\.release))
    // Of a single one, what came with it cannot be tested.
    let what =
      kernels.count == 1
      ? "No package has this 1 commit without what came with it"
      : "No package distinguishes these \(kernels.count) commits"
    let origin = releases.count == 1 ? ", which came with \(releases.joined())" : ""
    return .init(
      tone: .plain, title: "Undecided",
      lines: [
        Phrase(
          "\(what)\(origin); to test commits, start over without \(KtrailOption.packagesOnly.spelled)."
        )
      ])
  }

  // MARK: - What led to it

  private var offer: Document.Section? {
    status.offer.map { offer in
      Document.Section(
        anchor: "offer", title: "Offered first",
        blocks: [
          .paragraph(
            offer.phrase
              + ", the newest commit of the clone; if that is good, the bug is already repaired:"),
          .commands([
            "\(ShellCommand.bisect("next", KtrailOption.newest.spelled, of: status.name))"
          ]),
        ])
    }
  }

  private var answers: Document.Section? {
    guard !status.answers.isEmpty else { return nil }
    let items = status.answers.map { answer in
      Block.Item(
        .strong(answer.verdict) + ": " + answer.kernel.phrase
          + (answer.note.map { Phrase(" (\($0))") } ?? ""))
    }
    return Document.Section(anchor: "answers", title: "Answers", blocks: [.list(items)])
  }

  private var suspects: Document.Section? {
    let suspects = status.suspects
    switch status.step {
    case .test:
      // Without a symptom all are about as suspect, and the first few say nothing.
      guard let most = suspects.first,
        suspects.count == status.remaining || most.probability * Double(status.remaining) > 2
      else { return nil }
    case .undecided: if suspects.isEmpty { return nil }
    case .impossible(let kernels):
      return Document.Section(
        anchor: "suspects", title: "What agrees with all answers",
        blocks: [.list(kernels.prefix(10).map { Block.Item($0.phrase) })])
    case .found, .contradiction: return nil
    }
    let rows = suspects.map { [Phrase($0.probability.percent), $0.kernel.phrase] }
    return Document.Section(
      anchor: "suspects", title: "Most suspect",
      blocks: [.table(Block.Table(columns: ["Chance", "Commit"], rows: rows, numeric: [0]))])
  }

  /// What is pasted into a mail has one meaning for each line, so these are never broken.
  private var mail: Document.Section? {
    guard case .found(let kernel, _, let finding) = status.step, !status.findsFix,
      !finding.maintainers.isEmpty
    else { return nil }
    return Document.Section(
      anchor: "mail", title: "Report it",
      blocks: [
        .commands([
          "To: \(finding.maintainers.joined(separator: ", "))",
          "Subject: [REGRESSION] \(kernel.subject)",
          "#regzbot introduced: \(kernel.id)",
        ])
      ])
  }

  private var notes: Document.Section? {
    guard !status.remarks.isEmpty else { return nil }
    return Document.Section(
      anchor: "notes", title: "Notes",
      blocks: [
        .list(status.remarks.map { Block.Item(Phrase(sentence: status.sentence($0).sentence)) })
      ])
  }
}

extension BisectionStatus.Kernel {
  /// `9afecfb22b51 (v4.4.156) ovl: override creds with the ones from the superblock mounter`
  fileprivate var line: String { phrase.text }

  fileprivate var phrase: Phrase {
    .commit(id) + Phrase("\(release.map { " (\($0))" } ?? "") \(subject)")
  }
}

extension Double {
  fileprivate var whole: String { isFinite ? "\(Int(self))" : "?" }
}
