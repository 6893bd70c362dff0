import ChangeModel
import Testing

@testable import Reports

@Suite("Terminal") struct TerminalTests {
  @Test(
    "fills the width and never goes beyond it, except for words that are longer",
    arguments: SampleReport.allCases.filter { $0 != .hostile }, [40, 72, 100, 200])
  func fillsWidth(_ sample: SampleReport, _ width: Int) {
    let text = sample.report.rendered(
      as: .terminal, style: TerminalStyle(width: width, color: false))
    for line in text.split(separator: "\n") where String(line).displayWidth > width {
      // A command is copied, so it stays whole.
      if line.contains("ktrail bisect start") || line.contains("ktrail culprits") { continue }
      // A long word may stand alone, after its bullet or label.
      let longest = line.split(separator: " ").map { String($0).displayWidth }.max() ?? 0
      #expect(longest > width / 3, "\(line)")
    }
  }

  @Test("sends no control characters but its own colours", arguments: [false, true])
  func isInert(_ color: Bool) throws {
    let text = HostileReport.report.rendered(
      as: .terminal, style: TerminalStyle(width: 100, color: color))
    let plain = text.replacing(#/\u{1B}\[[0-9;]+m/#, with: "")
    #expect(text.contains("\u{1B}") == color)
    #expect(plain.contains("<U+001B>[31mred"))
    #expect(
      plain.unicodeScalars.allSatisfy {
        $0 == "\n" || !($0.properties.generalCategory == .control)
      })
    #expect(!plain.unicodeScalars.contains("\u{202E}"))
  }

  @Test("says the same with and without colours")
  func coloursAddNothing() {
    for sample in SampleReport.allCases {
      let colored = sample.report.rendered(
        as: .terminal, style: TerminalStyle(width: 100, color: true))
      let plain = sample.report.rendered(as: .terminal)
      #expect(colored.replacing(#/\u{1B}\[[0-9;]+m/#, with: "") == plain)
    }
  }

  @Test("shows every added entry, however many there are")
  func losesNoEntry() throws {
    let report = SampleReport.bumps(.compare, withClone: true, perRelease: 200)
    let text = report.rendered(as: .terminal)
    let html = report.rendered(as: .html).replacing(#/<\/?a[^>]*>/#, with: "")
    for entry in try #require(report.difference).added {
      #expect(text.contains(entry.text))
      #expect(html.contains(entry.text))
    }
    #expect(text.contains("… and 195 more (the JSON has all)"))
    // What has a missing fix is among the few commits that are shown.
    #expect(text.contains("ovl: override creds"))
  }

  @Test("shows as many suspects as asked for")
  func limitsSuspects() {
    let text = SampleReport.culprits.report.rendered(as: .terminal, limit: 1)
    #expect(text.contains("34 % on the 120 others · 5 % on none of these"))
  }

  static let widths: [(text: String, width: Int)] = [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("→", 1), ("🐧", 2), ("", 0),
  ]

  @Test("knows wide characters", arguments: widths)
  func knowsWidths(_ example: (text: String, width: Int)) {
    #expect(example.text.displayWidth == example.width)
  }

  @Test("wraps at spaces with a hanging indent")
  func wraps() {
    let text = TerminalText(style: TerminalStyle(width: 40, color: false))
    let lines = text.lines(
      "one two three four five six seven eight9 ten", first: "- ", rest: "  ")
    #expect(lines == ["- one two three four five six seven", "  eight9 ten"])
  }
}
