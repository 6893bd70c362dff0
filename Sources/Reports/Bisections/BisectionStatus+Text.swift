import ChangeModel

extension BisectionStatus {
  /// Lines for a terminal or a pipe; strangers' text is made inert.
  public func text(width: Int) -> String {
    let style = TerminalStyle(width: width, color: false)
    var lines: [String] = []
    func add(_ text: String, indent: Int = 0) {
      let first = String(repeating: " ", count: indent)
      lines += TerminalText(style: style).lines(
        Phrase(Self.keepingCommandsWhole(text.inert())), first: first, rest: first + "  "
      ).map(Self.withBlanks)
    }
    // What is pasted into a mail has one meaning for each line, whatever the width of the screen.
    func addMail(_ line: String) { lines.append("  " + line.inert()) }
    add(
      "\(good) → \(bad)\(findsFix ? ", looking for the fix" : ""): \(remaining.grouped) of \(candidates.grouped) commits left, "
        + "\(answers.count { $0.verdict != "skip" }) tested")
    for answer in answers {
      add(
        "\(answer.verdict): \(line(answer.kernel))\(answer.note.map { " (\($0))" } ?? "")",
        indent: 2)
    }
    if let offer {
      add(
        "offered first: \(line(offer)), the newest commit of the clone; if that is good, the bug is already repaired (`\(ShellCommand.bisect("next", KtrailOption.newest.spelled, of: name))`)"
      )
    }
    switch step {
    case .test(let kernel, let probability, let information, let directory):
      add("test next: \(line(kernel))")
      if let package = kernel.package {
        add(
          "it is the package \(package)\(kernel.isInstalled ? ", which is installed" : "")",
          indent: 2)
      } else if kernel.isInstalled {
        add("it is installed", indent: 2)
      }
      add(
        "\(probability.percent) likely \(findsFix ? "fixed" : "bad"), worth \(information.oneDecimal) bits; about \(expectedTests.rounded(.up).whole) more tests (plain bisection: \(plainTests))",
        indent: 2)
      if let directory { add("it is checked out in \(directory)", indent: 2) }
      // Without a symptom all are about as suspect.
      if let most = suspects.first, most.probability * Double(remaining) > 2 {
        add("most suspect:")
        for suspicion in suspects {
          add("\(suspicion.probability.percent)  \(line(suspicion.kernel))", indent: 2)
        }
      }
    case .found(let kernel, let probability, let finding):
      add("\(firstCommit): \(line(kernel)), \(probability.percent)")
      if remaining > 1 {
        add(
          "that meets the confidence asked for: \((remaining - 1).of("other commit agrees", "other commits agree")) with all answers",
          indent: 2)
      }
      for evidence in finding.evidence { add("· \(evidence.sentence)", indent: 2) }
      for fix in finding.knownFixes {
        add("! already repaired or reverted by \(line(fix))", indent: 2)
      }
      if let conflicts = finding.revertConflicts {
        add(
          conflicts.isEmpty
            ? "· it can be reverted on \(bad) without a conflict: test that, it proves the result"
            : "· reverting it on \(bad) conflicts in \(conflicts.prefix(5).joined(separator: ", "))",
          indent: 2)
      }
      if !findsFix, !finding.maintainers.isEmpty {
        add("report it:")
        addMail("To: \(finding.maintainers.joined(separator: ", "))")
        addMail("Subject: [REGRESSION] \(kernel.subject)")
        addMail("#regzbot introduced: \(kernel.id)")
      }
    case .undecided(let kernels):
      let releases = Set(kernels.compactMap(\.release))
      add(
        packagesOnly
          ? "\(indistinct(kernels.count))\(releases.count == 1 ? ", which came with \(releases.joined())" : ""); to test commits, start over without \(KtrailOption.packagesOnly.spelled)"
          : "the skipped kernels hide which of these \(kernels.count) it is:")
      for suspicion in suspects {
        add("\(suspicion.probability.percent)  \(line(suspicion.kernel))", indent: 2)
      }
    case .impossible(let kernels):
      add(
        "some answer was wrong: only these agree with all, and they cannot change the built kernel")
      for kernel in kernels.prefix(10) { add(line(kernel), indent: 2) }
    case .contradiction:
      add(
        "the answers contradict each other: no commit agrees with all; take one back with `\(ShellCommand.bisect("undo", of: name))`"
      )
    }
    for remark in remarks { add("note: \(sentence(remark))") }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Lines

  /// Stands for a blank where a line must not be broken: a private use of Unicode's, which no text has.
  private static let unbroken: Unicode.Scalar = "\u{F8F0}"

  /// A command in backquotes stays on one line, or pasting it would run a part of it; and nobody
  /// else's `#regzbot` begins a line, since regzbot obeys what does.
  private static func keepingCommandsWhole(_ text: String) -> String {
    var isCommand = false
    var blanks = 0
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == " " {
        blanks += 1
        continue
      }
      let blank = isCommand || scalar == "#" ? unbroken : " "
      result.append(contentsOf: repeatElement(blank, count: blanks))
      blanks = 0
      if scalar == "`" { isCommand.toggle() }
      result.append(scalar)
    }
    return String(result)
  }

  private static func withBlanks(_ line: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in line.unicodeScalars { scalars.append(scalar == unbroken ? " " : scalar) }
    return String(scalars)
  }

  /// Of a single one, what came with it cannot be tested.
  private func indistinct(_ count: Int) -> String {
    count == 1
      ? "no package has this 1 commit without what came with it"
      : "no package distinguishes these \(count) commits"
  }

  private var firstCommit: String { findsFix ? "first fixed commit" : "first bad commit" }

  private func line(_ kernel: Kernel) -> String {
    "\(kernel.id.short)\(kernel.release.map { " (\($0))" } ?? "") \(kernel.subject)"
  }
}

extension Double {
  fileprivate var whole: String { isFinite ? "\(Int(self))" : "?" }
}
