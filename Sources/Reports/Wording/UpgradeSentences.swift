internal import Assessment
internal import ChangeModel

/// Says what was found about an update, in the names of its kernels.
struct UpgradeSentences {
  let command: Report.Command
  let upgrade: Upgrade
  let symptoms: [SymptomSource]
  let old, new: Operand
  /// What NEW is called where a fix is in it or not: `4.4.157`.
  let target: String
  let words: Words

  init(_ upgrade: Upgrade, command: Report.Command, symptoms: [SymptomSource] = []) {
    (self.upgrade, self.command, self.symptoms) = (upgrade, command, symptoms)
    (old, new) = Operand.both(of: upgrade)
    target = new.kernelVersion ?? new.name
    words = Words(target: target)
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
