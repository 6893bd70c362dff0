import Assessment
import ChangeModel
import Reports
import TestSupport
import Testing

/// The page on paper.
@Suite(
  "The page on paper", .serialized,
  .enabled(if: PrintedPages.isInstalled, Comment(rawValue: PrintedPages.reason)))
struct PaperTests {
  @Test(
    "five thousand commits take fifteen pages at most, each with title, change, day, clone and number",
    arguments: PrintedPages.Paper.allCases)
  func prints(_ paper: PrintedPages.Paper) async throws {
    var draft = SampleReport.large
    draft.terms.now = 1_543_622_400
    draft.terms.fields = [
      ReportField(key: "title", value: "Spring; } </style> \"update\""),
      ReportField(key: "change", value: "CHG-4711"),
    ]
    let pages = try await PrintedPages.of(draft.rendered(as: .html), paper).pages
    #expect((2...15).contains(pages.count))
    for (place, page) in pages.enumerated() {
      #expect(page.contains("Spring; } </style> \"update\": kernel-lt"))
      #expect(page.contains("Change CHG-4711"))
      #expect(page.contains("2018-12-01"))
      #expect(page.contains("clone at \(SampleHistory.id(77).short) of 2018-11-01"))
      #expect(page.contains("Page \(place + 1) of \(pages.count)"))
    }
    let text = pages.joined()
    #expect(text.contains("Approved by"))
    #expect(text.contains("the page lists them on a screen"))
  }

  @Test(
    "nothing is wider than the paper",
    arguments: [
      SampleReport.outlook, .upgrade, .upgradeSwapped, .hostile, .culprits, .fixesMissing,
    ],
    PrintedPages.Paper.allCases)
  func fits(_ sample: SampleReport, _ paper: PrintedPages.Paper) async throws {
    try await Browser.with { browser in
      try await browser.open(sample.report.rendered(as: .html))
      try await browser.layOutForPaper(width: paper.textWidth)
      #expect(
        try await browser.number("document.documentElement.scrollWidth") <= Double(paper.textWidth))
      #expect(
        try await browser.texts(
          """
          Array.from(document.querySelectorAll('main *')).filter((element) => element.scrollWidth > element.clientWidth + 1
            && element.clientWidth > 0 && getComputedStyle(element).display !== 'inline'
            && !element.closest('svg')).map((element) => element.outerHTML.slice(0, 120))
          """) == [])
    }
  }

  @Test(
    "axe finds nothing that keeps anybody out",
    .enabled(if: Axe.script != nil, Comment(rawValue: Axe.reason)),
    arguments: [SampleReport.outlook, .upgrade, .hostile, .culprits, .fixesOfCommits], [360, 1280])
  func isAccessible(_ sample: SampleReport, _ width: Int) async throws {
    for scheme in ["light", "dark"] {
      try await Browser.with { browser in
        try await browser.resize(width: width)
        try await browser.prefer(scheme)
        try await browser.open(sample.report.rendered(as: .html))
        #expect(try await browser.axeViolations() == [], "\(scheme)")
      }
    }
  }
}
