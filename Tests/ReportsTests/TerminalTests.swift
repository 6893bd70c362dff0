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

  private static var hyperlink: Regex<(Substring, page: Substring)> {
    #/\u{1B}\]8;;(?<page>[^\u{1B}]*)\u{1B}\\/#
  }

  @Test("says the same with and without colours and hyperlinks", arguments: [false, true])
  func coloursAddNothing(_ hyperlinks: Bool) {
    for sample in SampleReport.allCases {
      let colored = sample.report.rendered(
        as: .terminal, style: TerminalStyle(width: 100, color: true, hyperlinks: hyperlinks))
      let plain = sample.report.rendered(as: .terminal)
      #expect(
        colored.replacing(#/\u{1B}\[[0-9;]+m/#, with: "").replacing(Self.hyperlink, with: "")
          == plain
      )
    }
  }

  @Test("leads where the report leads elsewhere, and each link ends in its line")
  func hyperlinks() throws {
    let style = TerminalStyle(width: 100, color: false, hyperlinks: true)
    let report = SampleReport.withOutlook.report
    let template = try Links.Template("https://example.org/{id}")
    for (links, commits) in [
      (Links.standard, "https://git.kernel.org/stable/c/"),
      (Links(commits: template), "https://example.org/"),
    ] {
      let text = report.rendered(as: .terminal, style: style, links: links)
      let pages = text.matches(of: Self.hyperlink).map { String($0.page) }.filter { !$0.isEmpty }
      #expect(pages.contains { $0.hasPrefix(commits) })
      #expect(pages.contains { $0.hasPrefix("https://www.cve.org/") })
      let html = report.rendered(as: .html, links: links)
      for page in Set(pages) {
        #expect(html.contains(page.replacing("&", with: "&amp;")), "\(page)")
      }
      for line in text.split(separator: "\n") {
        let ends = line.matches(of: Self.hyperlink).map(\.page.isEmpty)
        #expect(ends == ends.indices.map { !$0.isMultiple(of: 2) }, "\(line)")
      }
    }
    #expect(!report.rendered(as: .terminal, style: style, links: .none).contains("\u{1B}"))
  }

  @Test(
    "an address that could end its sequence leads nowhere",
    arguments: [
      ("https://example.org/1?a=b;c&d#e", true), ("https://example.org/\u{7}", false),
      ("https://example.org/\u{1B}\\", false), ("https://example.org/\u{9C}", false),
      ("https://example.org/ä", false), ("https://example.org/a b", false), ("", false),
      ("https://example.org/" + String(repeating: "a", count: 2063), true),
      ("https://example.org/" + String(repeating: "a", count: 2064), false),
    ])
  func inertAddress(_ address: String, _ leads: Bool) {
    let style = TerminalStyle(width: 100, color: false, hyperlinks: true)
    let line = TerminalText(style: style, links: .standard)
      .line(Phrase("text\u{1B}]8;;\u{7}", to: .page(address)))
    let inert = "text<U+001B>]8;;<U+0007>"
    #expect(line == (leads ? "\u{1B}]8;;\(address)\u{1B}\\\(inert)\u{1B}]8;;\u{1B}\\" : inert))
  }

  @Test("a link over two lines is one on each")
  func longLink() {
    let style = TerminalStyle(width: 40, color: false, hyperlinks: true)
    let phrase = Phrase("one two three four five six seven eight nine", to: .page("https://a.b/"))
    let start = "\u{1B}]8;;https://a.b/\u{1B}\\"
    let end = "\u{1B}]8;;\u{1B}\\"
    #expect(
      TerminalText(style: style, links: .standard).lines(phrase) == [
        "\(start)one two three four five six seven eight\(end)", "\(start)nine\(end)",
      ])
  }

  static let paths: [(path: String, width: Int, shown: String)] = [
    ("/home/jane/linux.git", 20, "/home/jane/linux.git"),
    ("/home/jane/src/kernel/stable/linux.git", 26, "/home/jane/…/linux.git"),
    ("/home/jane/src/kernel/stable/linux.git", 29, "/home/jane/…/stable/linux.git"),
    ("/home/jane/src/kernel/stable/linux.git", 18, "/home/…/linux.git"),
    ("/home/jane/src/kernel/stable/linux.git", 13, "/…/linux.git"),
    ("/home/jane/src/kernel/stable/linux.git", 11, "…/linux.git"),
    ("/home/jane/src/kernel/stable/linux.git", 3, "…/linux.git"),
    ("../../src/kernel/stable/linux.git", 24, "../../src/…/linux.git"),
    ("/home/jane/カーネル/安定版/linux.git", 24, "/home/jane/…/linux.git"),
    ("/home/jane/カーネル/安定版/linux.git", 31, "/home/jane/…/安定版/linux.git"),
    ("averylongname.git", 8, "averylongname.git"),
  ]

  @Test("shortens a path in its middle", arguments: paths)
  func shortensPaths(_ example: (path: String, width: Int, shown: String)) {
    #expect(example.path.shortenedPath(to: example.width) == example.shown)
  }

  @Test("labels take a third of the width at most", arguments: [40, 80, 100, 200])
  func labels(_ width: Int) {
    let labels = (1...90).map { String(repeating: "l", count: $0) }
    var document = Document(command: .index, kind: "", title: "")
    document.facts = labels.map { .init(label: $0, value: "value") }
    let lines = TerminalRenderer(style: TerminalStyle(width: width, color: false), links: .none)
      .render(document).split(separator: "\n")
    for line in lines {
      guard let value = line.firstRange(of: "value") else { continue }
      let start = line.distance(from: line.startIndex, to: value.lowerBound)
      #expect(start == 2 || start == width / 3, "\(line)")
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
    ("✅", 2), ("⚡", 2), ("🪲", 2), ("✓", 1), ("⚠", 1), ("カーネル", 8),
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
