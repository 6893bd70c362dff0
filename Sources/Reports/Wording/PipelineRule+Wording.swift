internal import Assessment

extension PipelineRule {
  /// A few words, as the heading of a list has them.
  var title: String { Self.words[id]?.title ?? "Criterion \(id)" }

  /// What it means and what to do, in two sentences or so.
  var help: String {
    Self.words[id]?.help
      ?? "A criterion of the report. The report in HTML or Markdown has what was found."
  }

  private static let words: [String: (title: String, help: String)] = [
    "verdict": (
      "Verdict",
      """
      Whether the kernel may be rolled out, by the rules that the report states: go, go with conditions, not judged, or \
      hold. Not judged means that something which the rules need was missing, and is never a go.
      """
    ),
    "fail-on": (
      "Condition of --fail-on",
      "A condition that the pipeline was told to fail on is met, whatever the verdict. Look at what it measures, or change --fail-on."
    ),
    "suspect": (
      "First suspect",
      "The change that most likely causes the symptom that was given. Read its evidence in the report, and test a kernel without it."
    ),
    "missing-revert": (
      "Missing reverts",
      "A change of this update was reverted later, and the new kernel still has it. Take a kernel with the revert, or apply it."
    ),
    "missing-fix": (
      "Missing fixes",
      "A change of this update was repaired later, and the new kernel lacks the repair. Take a kernel with the fix, or apply it."
    ),
    "new-cve": (
      "New CVEs",
      "The new kernel is open to a CVE that the old one was not open to. Take a kernel with the fix, or apply it."
    ),
    "open-cve": (
      "Open CVEs",
      "The new kernel is open to a CVE for which a fix is known. Take a kernel with the fix, or apply it."
    ),
    "unresolved": (
      "Unresolved entries",
      "Added entries of the changelog that led to no certain commit. What fixes or follows them is unknown; fetch what the clone lacks."
    ),
    "watched": (
      "Watched changes",
      "Changes that are on the watch list, with who wants to look at them and why. Have them looked at before the kernel is rolled out."
    ),
    "stale": (
      "Days since the clone's newest commit",
      "What was made after that is unknown, fixes and reverts among it. Fetch the clone before the report is made."
    ),
  ]
}

extension UpgradeAssessment.Verdict {
  /// As the first word of a report.
  var title: String {
    switch self {
    case .go: "Go"
    case .conditions: "Go with conditions"
    case .notJudged: "Not judged"
    case .hold: "Hold"
    }
  }
}
