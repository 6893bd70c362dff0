public import Assessment
internal import ChangeModel

extension Report {
  /// What says that OLD does not come before NEW, without a full stop, and what to ask instead; `nil` where it does.
  public var orderSentence: (text: String, command: String?)? {
    upgrade.flatMap { upgrade in
      Findings(upgrade).orderNotice.map { notice in
        let sentences = sentences(on: upgrade)
        return (sentences.sentence(on: notice), sentences.command(for: notice))
      }
    }
  }

  /// What is missing, each without a full stop.
  public func sentences(on gaps: [Gap], of upgrade: Upgrade) -> [String] {
    gaps.map(sentences(on: upgrade).sentence)
  }

  func sentences(on upgrade: Upgrade) -> UpgradeSentences {
    UpgradeSentences(
      upgrade, target: targetName ?? upgrade.difference.new.name, command: command,
      symptoms: symptomSources)
  }
}
