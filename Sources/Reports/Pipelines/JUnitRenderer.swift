internal import Assessment
internal import ChangeModel

/// Writes the checks as JUnit's XML: a test case for the verdict, each criterion, and each condition of `--fail-on`.
///
/// The common ground of what Jenkins (junit-10.xsd), Ant (JUnit.xsd) and GitLab read. A criterion that is met is a failure,
/// `type` says what it alone would make; one that could not be measured is an error where the verdict or `--fail-on` rests
/// on it, and skipped where no data for it were given. So all cases pass only if the verdict is go.
struct JUnitRenderer {
  private let report: PipelineReport

  /// Findings listed under one failure; the report in another format has the rest.
  private static let mostListed = 200

  init(_ report: PipelineReport) { self.report = report }

  var text: String {
    let checks = report.checks
    func count(where matches: (PipelineCheck.Result) -> Bool) -> Int {
      checks.count { matches($0.result) }
    }
    let failures = count { if case .failed = $0 { true } else { false } }
    let errors = count { $0 == .notJudged(isDeciding: true) }
    let skipped = count { $0 == .notJudged(isDeciding: false) }
    let name = "\(ToolVersion.name) report: \(report.title)"
    let properties =
      report.figures.all.map { ($0.name, $0.value.map(text) ?? "not judged") }
      + report.fields.map { ("field \($0.key)", $0.value) }
      + [("tool", "\(ToolVersion.name) \(ToolVersion.current)")]
    let xml: Markup = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite id="0" package="\(ToolVersion.name)" name="\(name)" hostname="localhost" \
      timestamp="\(String(report.time.dropLast()))" tests="\(checks.count)" failures="\(failures)" \
      errors="\(errors)" skipped="\(skipped)" time="0">
          <properties>
      \(properties.markup { name, value in
        "      <property name=\"\(name)\" value=\"\(value)\"/>\n" })    </properties>
      \(checks.markup(testCase))    <system-out/>
          <system-err/>
        </testsuite>
      </testsuites>

      """
    return xml.source
  }

  private func text(_ value: PipelineFigures.Value) -> String {
    switch value {
    case .text(let text): text
    case .count(let count): "\(count)"
    case .atLeast(let count): "at least \(count)"
    case .probability(let probability, let commit):
      "\(probability)" + (commit.map { " \($0.id)" } ?? "")
    }
  }

  private func testCase(_ check: PipelineCheck) -> Markup {
    let head: Markup =
      "    <testcase classname=\"\(ToolVersion.name).report\" name=\"\(check.name)\" time=\"0\""
    return switch check.result {
    case .passed: "\(head)/>\n"
    case .failed(let verdict):
      """
      \(head)>
            <failure type="\(verdict.rawValue)" message="\(check.sentence)">\(details(check))</failure>
          </testcase>

      """
    case .notJudged(isDeciding: true):
      """
      \(head)>
            <error type="not judged" message="\(check.sentence)">\(details(check))</error>
          </testcase>

      """
    case .notJudged(isDeciding: false):
      """
      \(head)>
            <skipped message="\(check.sentence)"/>
          </testcase>

      """
    }
  }

  /// The findings, a line each, those first that count.
  private func details(_ check: PipelineCheck) -> Markup {
    let counted = check.alsoCounted + check.findings
    let all = counted.filter { $0.waiver == nil } + counted.filter { $0.waiver != nil }
    guard !all.isEmpty else { return "\(check.sentence)" }
    let more = all.count - Self.mostListed
    let lines =
      all.prefix(Self.mostListed).map { finding in
        (finding.waiver.map { "Waived by \($0.owner) until \($0.expiry): " } ?? "")
          + finding.message
      } + (more > 0 ? ["… and \(more.grouped) more; the report in JSON has all."] : [])
    return lines.markup(separatedBy: "\n") { "\($0)" }
  }
}
