internal import Assessment
internal import ChangeModel

extension UpgradeSentences {
  /// What a reader is to type.
  enum SpokenRemedy: Hashable {
    /// An option to add to the same command.
    case option(String)
    /// A command for a shell.
    case command(String)

    var text: String {
      switch self {
      case .option(let text), .command(let text): text
      }
    }
  }

  /// `nil` for what is done in a clone where there is none.
  func spoken(_ remedy: Remedy) -> SpokenRemedy? {
    switch remedy {
    case .clone: .option("\(KtrailOption.linux.spelled) DIR")
    case .configuration: .option(KtrailOption.config.spelled)
    case .cveData: .option(KtrailOption.cveData.spelled)
    case .symptom: .option(KtrailOption.symptom.spelled)
    case .watchList: .option("\(KtrailOption.watch.spelled) FILE")
    case .withoutBound: .option("without \(KtrailOption.asOf.spelled)")
    case .otherWayRound: .command(otherWayRound)
    case .fetch(isShallow: true): git("fetch", "--unshallow", "--tags")
    case .fetch(isShallow: false): git("fetch", "--tags")
    case .fullHistory: git("fetch", "--unshallow")
    case .mainline: upgrade.clone.map { .command("\(ShellCommand.addMainline(to: $0.path))") }
    case .contents: git(ShellCommand.fetchingContents)
    case .check: git("fsck")
    }
  }

  private func git(_ words: String...) -> SpokenRemedy? { git(words) }

  private func git(_ words: [String]) -> SpokenRemedy? {
    upgrade.clone.map { clone in
      .command(
        "\(ShellCommand("git", "-C", clone.path))" + words.map { " " + $0.shellWord }.joined())
    }
  }

  private var otherWayRound: String {
    var swapped = ShellCommand("ktrail", command.rawValue)
    if let clone = upgrade.clone { swapped = swapped.option(.linux, clone.path) }
    for source in symptoms { swapped = swapped.option(.symptom, source.operand) }
    return "\(swapped.operands(new, old))"
  }
}

extension SymptomSource {
  fileprivate var operand: String { name == "standard input" ? "-" : name }
}
