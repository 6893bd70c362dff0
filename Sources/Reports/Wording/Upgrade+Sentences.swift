public import Assessment
public import ChangeModel

extension Upgrade {
  /// What says that OLD does not come before NEW, without a full stop, and what to ask instead; `nil` where it does.
  public func orderSentence(
    of command: Report.Command, symptoms: [SymptomSource] = []
  ) -> (text: String, command: String?)? {
    Findings(self).orderNotice.map { notice in
      let sentences = UpgradeSentences(self, command: command, symptoms: symptoms)
      return (sentences.sentence(on: notice), sentences.command(for: notice))
    }
  }

  /// What is missing for a report on it, each without a full stop.
  public func sentences(on gaps: [Gap]) -> [String] {
    gaps.map(UpgradeSentences(self, command: .report).sentence)
  }

  /// That measures which a condition asks for were not taken, without a full stop.
  public func sentence(onUnmeasured measures: [Criterion.Measure]) -> String {
    let sentences = UpgradeSentences(self, command: .report)
    let gaps = Findings(self).gaps.filter { gap in
      measures.contains { needs(of: $0).contains(gap.need) }
    }
    let names = measures.map(\.rawValue).joined(separator: ", ")
    return "\(names) \(measures.count == 1 ? "was" : "were") not measured"
      + (gaps.isEmpty ? "" : ": " + gaps.map(sentences.clause).joined(separator: "; "))
  }
}
