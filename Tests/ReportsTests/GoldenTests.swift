import ChangeModel
import Foundation
import Reports
import Testing

/// Reports as they should read, in files beside this one.
///
/// `KTRAIL_RECORD=1 swift test --filter GoldenTests` rewrites them; their differences are to be read.
@Suite("Golden reports") struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  @Test(
    "reads as recorded",
    arguments: SampleReport.allCases, ReportFormat.ofEveryAnswer)
  func readsAsRecorded(_ sample: SampleReport, _ format: ReportFormat) throws {
    try compare(sample.report.rendered(as: format), sample.rawValue, format)
  }

  @Test(
    "a bisection reads as recorded", arguments: ReportFormat.ofEveryAnswer)
  func bisectionReadsAsRecorded(_ format: ReportFormat) throws {
    for (step, status) in RareReport.bisections.enumerated() {
      // The page and the JSON of one step show what there is to see.
      guard step == 1 || format == .terminal || format == .markdown else { continue }
      try compare(Report.bisection(status).rendered(as: format), "bisect-\(step)", format)
    }
  }

  private func compare(_ text: String, _ name: String, _ format: ReportFormat) throws {
    let file = Self.folder.appending(path: "\(name).\(format.fileExtension)")
    if ProcessInfo.processInfo.environment["KTRAIL_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(text == recorded)
  }

  @Test(
    "pipelines read an upgrade as recorded",
    arguments: ReportFormat.allCases.filter { $0.isOfUpgrades && $0 != .gitHubSummary })
  func pipelinesReadAsRecorded(_ format: ReportFormat) throws {
    try compare(PipelineTests.text(SampleReport.withOutlook, format), "outlook", format)
  }

  @Test("lists missing fixes as recorded")
  func listsAsRecorded() throws { try readsAsRecorded(.fixesMissing, .gitFixes) }
}

extension ReportFormat {
  static let ofEveryAnswer = allCases.filter { $0 != .gitFixes && !$0.isOfUpgrades }

  var fileExtension: String {
    switch self {
    case .terminal: "txt"
    case .markdown: "md"
    case .html: "html"
    case .json: "json"
    case .gitFixes: "list"
    case .shortMarkdown: "short.md"
    case .sarif: "sarif"
    case .junit: "junit.xml"
    case .gitHub: "github"
    case .gitHubSummary: "summary.md"
    case .gitLab: "gitlab.json"
    case .openVEX: "vex.json"
    case .cycloneDX: "cdx.json"
    }
  }
}
