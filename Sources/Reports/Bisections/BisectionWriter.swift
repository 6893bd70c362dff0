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
      "\(status.remaining.grouped) of \(status.candidates.grouped) \(isOfPackages ? "packages" : "commits") left, "
      + "\(status.answers.count { $0.verdict != "skip" }) tested"
      + (status.findsFix ? ", looking for the fix" : "")
    document.facts = [
      Document.Fact(
        label: detail.titlesFacts ? name : isOfPackages ? "packages" : "commits",
        value: Phrase(left))
    ]
    if let boots = status.boots {
      let host = boots.host.map { " on \($0)" } ?? ""
      document.facts.append(
        Document.Fact(label: "boots", value: Phrase("with the recipe \(boots.recipe)\(host)")))
      if let trial = boots.trial {
        let boot = trial.boot > 1 ? ", boot \(trial.boot)" : ""
        document.facts.append(
          Document.Fact(
            label: "under way",
            value: Phrase("[\(trial.step)] of ") + trial.kernel.phrase + Phrase(boot)))
      }
    }
    document.sections = [offer, answers, entries, suspects, mail, notes, next].compactMap(\.self)
    return document
  }

  /// Whether NEW is no better without what was found.
  private var isDisproved: Bool { status.boots?.revert == status.words.new }

  private var isOfPackages: Bool { status.boots?.isOfPackages ?? false }

  // MARK: - What to do, or what was found

  private var headline: Document.Headline {
    switch status.step {
    case .test(let kernel, let probability, let information, let directory):
      var lines: [Phrase] = []
      if isOfPackages {
        if kernel.isInstalled { lines.append("It is installed.") }
      } else if let package = kernel.package {
        let installed = kernel.isInstalled ? ", which is installed" : ""
        lines.append(Phrase("It is the package \(package)\(installed)."))
      } else if kernel.isInstalled {
        lines.append("It is installed.")
      }
      lines.append(
        Phrase(
          """
          \(probability.percent) likely \(status.newState), worth \(information.oneDecimal) bits; about \
          \(status.expectedTests.rounded(.up).whole) more tests (plain bisection: \(status.plainTests)).
          """))
      if let directory { lines.append(Phrase("It is checked out in \(directory).")) }
      return .init(tone: .plain, title: "Test next: \(kernel.line)", lines: lines)
    case .found(let kernel, let probability, let finding):
      return .init(
        tone: isDisproved ? .bad : .good,
        title: isDisproved
          ? "In doubt: \(kernel.line)"
          : "First \(status.newState) \(isOfPackages ? "package" : "commit"): \(kernel.line), \(probability.percent)",
        lines: lines(on: finding))
    case .confirm(let kernel, let isNew, let suspect, let probability, let directory):
      let word = isNew ? status.words.new : status.words.old
      var lines: [Phrase] = [
        Phrase(
          """
          Every answer so far is "\(isNew ? status.words.old : status.words.new)". That the first \(status.newState) \
          \(isOfPackages ? "package" : "commit") is \(suspect.line) (\(probability.percent)) therefore rests on \
          \(isNew ? status.bad : status.good) being \(word), which was given and never seen. Is it?
          """)
      ]
      if let directory { lines.append(Phrase("It is checked out in \(directory).")) }
      return .init(
        tone: .plain, title: "No kernel was seen to be \(word); test \(kernel.line)", lines: lines)
    case .endDiffers(_, let isNew):
      let (name, word) =
        isNew ? (status.bad, status.words.old) : (status.good, status.words.new)
      return .init(
        tone: .bad, title: "\(name) is \(word)",
        lines: [
          Phrase(
            isNew
              ? "So no commit between the two made the difference. Was it seen to be \(status.words.new) with another configuration, on other hardware, or with another test?"
              : "So the change is older than \(name). Which older kernel was \(status.words.old), with this configuration and this test?"
          )
        ])
    case .undecided(let kernels): return undecided(kernels)
    case .impossible:
      return .init(
        tone: .bad, title: "Some answer was wrong",
        lines: ["Only these agree with all, and they cannot change the built kernel."])
    case .contradiction:
      return .init(
        tone: .bad, title: "The answers contradict each other",
        lines: ["No \(isOfPackages ? "package" : "commit") agrees with all; take one back."])
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
    if let revert = status.boots?.revert {
      return lines + [
        revert == status.words.old
          ? Phrase("Without it, \(status.bad) is \(revert): that proves the result.")
          : .bad("Without it, \(status.bad) is \(revert)")
            + Phrase(
              revert == status.words.new
                ? ": the result is wrong, or another commit does the same." : ": nothing is proved."
            )
      ]
    }
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
              + ", the newest commit of the clone; if that is \(status.words.old), the bug is already repaired:"
          ),
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
          + (answer.note.map { Phrase(" (\($0))") } ?? "")
          + (answer.boot.map { Phrase(" (\($0.finding.reason))") } ?? ""))
    }
    return Document.Section(
      anchor: "answers", title: "Answers", blocks: [.list(items)] + (times.map { [$0] } ?? []))
  }

  /// How long the steps took of what ktrail has booted itself.
  private var times: Block? {
    let booted = status.answers.compactMap { answer in answer.boot.map { (answer.kernel, $0) } }
    guard !booted.isEmpty else { return nil }
    let order = ["obtain", "install", "next-boot", "reboot", "boot", "test"]
    let steps = order.filter { step in booted.contains { $0.1.seconds[step] != nil } }
    let rows = booted.map { kernel, boot -> [Phrase] in
      [Phrase(kernel.id?.short ?? kernel.subject)]
        + steps.map { step in Phrase(boot.seconds[step].map { $0.oneDecimal } ?? "") }
        + [Phrase(boot.wasBuiltAhead ? "yes" : "")]
    }
    return .table(
      Block.Table(
        columns: ["Kernel"] + steps.map { "\($0), s" } + ["built ahead"], rows: rows,
        numeric: Set(1...steps.count)))
  }

  /// What the changelog says came with the package that was found.
  private var entries: Document.Section? {
    guard case .found(_, _, let finding) = status.step, !finding.entries.isEmpty else { return nil }
    let shown = 20
    let more = finding.entries.count - shown
    return Document.Section(
      anchor: "entries", title: "What came with it",
      blocks: [.list(finding.entries.prefix(shown).map { Block.Item(Phrase($0)) })]
        + (more > 0
          ? [.paragraph(Phrase("\(more.of("more entry", "more entries")) of its changelog."))] : [])
    )
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
    case .found, .contradiction, .confirm, .endDiffers: return nil
    }
    let rows = suspects.map { [Phrase($0.probability.percent), $0.kernel.phrase] }
    return Document.Section(
      anchor: "suspects", title: "Most suspect",
      blocks: [
        .table(
          Block.Table(
            columns: ["Chance", isOfPackages ? "Package" : "Commit"], rows: rows, numeric: [0]))
      ])
  }

  /// What is pasted into a mail has one meaning for each line, so these are never broken.
  private var mail: Document.Section? {
    guard case .found(let kernel, _, let finding) = status.step, !status.findsFix,
      kernel.id != nil, !finding.maintainers.isEmpty, !isDisproved
    else { return nil }
    return Document.Section(
      anchor: "mail", title: "Report it",
      blocks: [
        .commands([
          "To: \(finding.maintainers.joined(separator: ", "))",
          "Subject: [REGRESSION] \(kernel.subject)",
          "#regzbot introduced: \(kernel.id.map(\.description) ?? "")",
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

extension BisectionWriter {
  /// What to type next, at the very end.
  private var next: Document.Section? {
    let phrase: Phrase =
      switch status.step {
      case .test, .confirm:
        if status.boots != nil {
          command(status.boots?.trial == nil ? "run" : "resume", saying: "Go on:")
        } else {
          Phrase("Build and boot it, then say ") + said(status.words.old) + ", "
            + said(status.words.new) + " or "
            + said("skip") + "."
        }
      case .found(let kernel, _, _):
        if status.boots?.trial != nil {
          command("resume", saying: "Go on:")
        } else if let boots = status.boots, !boots.isOfPackages, boots.revert == nil,
          kernel.id != nil
        {
          Phrase("Test \(status.bad) without it: ")
            + .code("\(ShellCommand.bisect("run", KtrailOption.revert.spelled, of: status.name))")
        } else {
          command("reset", saying: "When you are done:")
        }
      case .undecided, .impossible, .contradiction:
        command("undo", saying: "Take the last answer back:")
      case .endDiffers:
        command("undo", saying: "If that was a mistake:")
      }
    return Document.Section(anchor: "next", title: "Next", blocks: [.paragraph(phrase)])
  }

  private func said(_ word: String) -> Phrase {
    .code("\(ShellCommand.bisect(word, of: status.name))")
  }

  private func command(_ subcommand: String, saying when: String) -> Phrase {
    Phrase("\(when) ") + said(subcommand)
  }
}

extension BisectionStatus.Kernel {
  /// `9afecfb22b51 (v4.4.156) ovl: override creds with the ones from the superblock mounter`
  fileprivate var line: String { phrase.text }

  fileprivate var phrase: Phrase {
    guard let id else { return Phrase(subject) }
    return .commit(id) + Phrase("\(release.map { " (\($0))" } ?? "") \(subject)")
  }
}

extension Double {
  fileprivate var whole: String { isFinite ? "\(Int(self))" : "?" }
}
