internal import Assessment
internal import ChangeModel

/// Says what was found about an update, in the names of its kernels.
struct UpgradeSentences {
  let command: Report.Command
  let upgrade: Upgrade
  let symptoms: [SymptomSource]
  /// What NEW is called where a fix is in it or not: `4.4.157`.
  let target: String
  let words: Words

  init(
    _ upgrade: Upgrade, target: String, command: Report.Command, symptoms: [SymptomSource] = []
  ) {
    (self.upgrade, self.target, self.command) = (upgrade, target, command)
    self.symptoms = symptoms
    words = Words(target: target)
  }

  var old: ChangelogDifference.Side { upgrade.difference.old }
  var new: ChangelogDifference.Side { upgrade.difference.new }
}

extension ChangelogDifference.Side {
  /// Package and version, or what the operand was called: `kernel-lt 4.4.157-1`.
  var name: String {
    [packageName, version].compactMap(\.self).joined(separator: " ").nonEmpty ?? source
  }

  /// `4.4.157` of `4.4.157-1`; the whole `3.10.0-862.el7` of a package that is not a stable release.
  var kernelVersion: String? {
    guard let version else { return nil }
    guard let number = KernelVersion(leading: version), number.isStable else { return version }
    return number.description
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
