internal import Assessment
internal import ChangeModel

/// Writes the findings as a log of SARIF 2.1.0 (OASIS) with one run.
///
/// What could not be measured is a result of the kind `open`, whose level is `none` by section 3.27.10 of the standard, and a
/// notification of the run; where the verdict rests on it, the result of the rule `verdict` is an error.
struct SARIFLog {
  private let report: PipelineReport
  private let place: SourcePosition?

  init(_ report: PipelineReport, at place: SourcePosition?) {
    (self.report, self.place) = (report, place)
  }

  var text: String {
    JSONWriter.text(
      [
        "$schema":
          "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
      ] as JSONTree)
  }

  private static let rules = PipelineRule.all

  private var run: JSONTree {
    var figures: [String: JSONTree?] = ["title": .string(report.title)]
    for figure in report.figures.all {
      figures[figure.name] = figure.value?.json ?? .string("not judged")
      figures[figure.name + "-commit"] = figure.value?.commit.map { .string("\($0)") }
    }
    if !report.fields.isEmpty {
      figures["fields"] = .array(
        report.fields.map { ["key": .string($0.key), "value": .string($0.value)] })
    }
    let findings = report.findings.filter { !$0.isGo }
    return [
      "tool": [
        "driver": [
          "name": .string(ToolVersion.name),
          "version": .string(ToolVersion.current),
          "semanticVersion": .string(ToolVersion.current),
          "rules": .array(Self.rules.map(descriptor)),
        ]
      ],
      "invocations": [
        [
          "executionSuccessful": true,
          "endTimeUtc": .string(report.time),
          "toolExecutionNotifications": .array(
            report.findings.filter { !$0.isJudged }.map(notification)),
        ]
      ],
      "columnKind": "utf16CodeUnits",
      "results": .array(findings.map(result)),
      "properties": .object(figures),
    ]
  }

  private func descriptor(_ rule: PipelineRule) -> JSONTree {
    [
      "id": .string(rule.id),
      "name": .string(rule.id.split(separator: "-").map(\.capitalizedASCII).joined()),
      "shortDescription": ["text": .string(rule.title + ".")],
      "fullDescription": ["text": .string(rule.help)],
      "help": ["text": .string(rule.help)],
      "properties": ["tags": ["kernel", "upgrade"]],
    ]
  }

  private func notification(_ finding: PipelineFinding) -> JSONTree {
    [
      "level": finding.level == .error ? "error" : "note",
      "message": ["text": .string(finding.message)],
      "associatedRule": ["id": .string(finding.rule.id)],
    ]
  }

  private func result(_ finding: PipelineFinding) -> JSONTree {
    [
      "ruleId": .string(finding.rule.id),
      "ruleIndex": Self.rules.firstIndex(of: finding.rule).map { .int($0) },
      "kind": finding.isJudged ? "fail" : "open",
      "level": .string(level(of: finding)),
      "message": ["text": .string(finding.message)],
      "locations": place.map { [location(of: $0)] },
      "partialFingerprints": [
        "ktrail/v1": .string("\(finding.fingerprint)"),
        // Or GitHub would take the hash of the line, which all findings share.
        "primaryLocationLineHash": .string("\(finding.fingerprint):1"),
      ],
      "suppressions": finding.waiver.map {
        [
          [
            "kind": "external", "status": "accepted",
            "justification": .string("\($0.reason) (\($0.owner), until \($0.expiry))"),
          ]
        ]
      },
      "properties": ["id": .string(finding.identity), "cvss": finding.score.map { .double($0) }],
    ]
  }

  private func level(of finding: PipelineFinding) -> String {
    guard finding.isJudged else { return "none" }
    return switch finding.level {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }

  private func location(of place: SourcePosition) -> JSONTree {
    [
      "physicalLocation": [
        "artifactLocation": [
          "uri": .string(place.file.percentEncoded(keeping: "-._~/!$&'()*+,;=@")),
          "uriBaseId": "%SRCROOT%",
        ],
        "region": ["startLine": .int(place.line)],
      ]
    ]
  }
}

extension PipelineFinding {
  /// The verdict where there is nothing to find.
  fileprivate var isGo: Bool { rule == .verdict && outcome == .found(.go) }
}

extension Substring {
  fileprivate var capitalizedASCII: String {
    let word = String(self)
    return word == "cve" ? "CVE" : word.prefix(1).uppercased() + word.dropFirst()
  }
}
