internal import ChangeModel

/// Writes the findings as GitLab reads a report on code quality: an array of `description`, `check_name`, `fingerprint`,
/// `severity` and `location`.
///
/// GitLab shows no finding without a location, so whoever asks for the format is to know the place. A merge request shows
/// what its branch adds to the report of the target branch, by the fingerprints. What is waived is not in it, since GitLab
/// has no word for that.
struct GitLabCodeQuality {
  private let report: PipelineReport
  private let place: SourcePosition?

  init(_ report: PipelineReport, at place: SourcePosition?) {
    (self.report, self.place) = (report, place)
  }

  var text: String {
    JSONWriter.text(JSONTree.array(report.findings.filter { $0.waiver == nil }.map(issue)))
  }

  private func issue(_ finding: PipelineFinding) -> JSONTree {
    [
      "description": .string(report.message(of: finding).inert()),
      "check_name": "ktrail/\(finding.rule.id)",
      "fingerprint": .string("\(finding.fingerprint)"),
      "severity": .string(severity(of: finding)),
      "location": place.map { place in
        ["path": .string(place.file), "lines": ["begin": .int(place.line)]]
      },
    ]
  }

  private func severity(of finding: PipelineFinding) -> String {
    switch (finding.level, finding.rule) {
    case (.error, .verdict), (.error, .failOn): "blocker"
    case (.error, _): "critical"
    case (.warning, _): "major"
    case (.note, _): finding.isJudged && finding.rule != .verdict ? "minor" : "info"
    }
  }
}
