import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Reports

/// HTML and Markdown as their readers understand them, not as we think they do.
@Suite("Markup") struct MarkupTests {
  /// Names of the elements of an HTML text.
  // Programs that judge what we write, as their users' own do.
  static let browser = Command.installed("chromium", "chromium-browser", "google-chrome")
  static let markdown = Command.installed("cmark-gfm")

  /// What a program prints, given a file with this content as its last argument.
  private func output(
    of program: String?, _ arguments: [String], file content: String, ending: String
  ) async throws -> String {
    let directory = try TemporaryDirectory()
    let file = try directory.write(content, to: "report.\(ending)")
    return try await Command.run(
      try #require(program),
      arguments.map { $0.replacing("FOLDER", with: directory.path) } + [file]
    ).output
  }

  private func elements(of html: String) -> Set<String> {
    Set(html.matches(of: #/<([a-zA-Z][a-zA-Z0-9]*)/#).map { $0.1.lowercased() })
  }

  @Test(
    "a browser finds only our elements in a hostile report, and loads all of it",
    .enabled(if: Self.browser != nil, "needs chromium"))
  func browserFindsOnlyOurs() async throws {
    let dom = try await output(
      of: Self.browser,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=FOLDER/profile",
        "--dump-dom",
      ],
      file: HostileReport.report.rendered(as: .html), ending: "html")
    let ours: Set = [
      "html", "head", "meta", "title", "style", "body", "main", "header", "p", "h1", "h2", "h3",
      "div", "dl", "dt", "dd", "nav", "a", "section", "ol", "ul", "li", "article", "span", "code",
      "strong", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "caption",
      "data",
      "form", "label", "input", "select", "option", "button", "output", "script", "svg", "rect",
      "figure", "figcaption", "pre", "wbr",
    ]
    #expect(elements(of: dom).subtracting(ours) == [])
    #expect(elements(of: dom).isSuperset(of: ["article", "details", "table"]))
    #expect(dom.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(dom.hasSuffix("</html>\n") || dom.hasSuffix("</html>"))
    for link in dom.matches(of: #/(?:href|src)="([^"]*)"/#) {
      #expect(link.1.hasPrefix("#") || link.1.hasPrefix("https://git.kernel.org/stable/c/"))
    }
  }

  @Test("HTML asks for nothing outside of itself", arguments: SampleReport.allCases)
  func needsNothing(_ sample: SampleReport) {
    let html = sample.report.rendered(as: .html)
    #expect(html.contains("content=\"default-src 'none'; style-src 'sha256-"))
    #expect(!html.contains("unsafe"))
    #expect(elements(of: html).isDisjoint(with: ["img", "link", "iframe", "b", "i"]))
    #expect(html.matches(of: #/<script/#).count == html.matches(of: #/script-src/#).count)
    #expect(!html.contains("url("))
  }

  @Test(
    "the policy names the digests of the style sheet and the script as they are",
    arguments: [
      (HTMLStyle.digest, HTMLStyle.sheet), (HTMLScript.digest, HTMLScript.source),
    ])
  func namesDigests(_ digest: String, _ markup: Markup) async throws {
    let output = try await Command.run("sha256sum", [], input: markup.source).output
    let digits = Array(output.utf8.prefix(64))
    let bytes = stride(from: 0, to: 64, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
    #expect(digest == "sha256-\(Data(bytes).base64EncodedString())")
  }

  @Test("a combining mark does not hide an active character")
  func escapesScalars() {
    #expect(
      Markup(escaping: "<\u{338}b> \"\u{301} &\u{301}").source
        == "&lt;\u{338}b&gt; &quot;\u{301} &amp;\u{301}")
  }

  @Test(
    "a string in a literal of markup is escaped, markup in it is not, and a part may be left out")
  func escapesByType() {
    let text = "a<b>"
    let inner: Markup = "<i>\(text)</i>"
    #expect(
      ("<p class=\"\(text)\">\(inner)\(1)</p>" as Markup).source
        == "<p class=\"a&lt;b&gt;\"><i>a&lt;b&gt;</i>1</p>")
    #expect(
      ("\("<b>\(text)</b>", if: false)\("<b>\(text)</b>", if: true)" as Markup).source
        == "<b>a&lt;b&gt;</b>")
    #expect(([text, "&"].markup { "<li>\($0)" }).source == "<li>a&lt;b&gt;<li>&amp;")
  }

  @Test(
    "GitHub's parser finds no link, image, markup or raw HTML of strangers in Markdown",
    .enabled(if: Self.markdown != nil, "needs cmark-gfm"))
  func parserFindsOnlyOurs() async throws {
    let html = try await output(
      of: Self.markdown,
      ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough"],
      file: HostileReport.report.rendered(as: .markdown), ending: "md")
    let ours: Set = [
      "h1", "h2", "h3", "h4", "p", "blockquote", "ul", "li", "code", "strong", "table", "thead",
      "tbody", "tr", "th", "td", "pre", "a",
    ]
    #expect(elements(of: html).subtracting(ours) == [])
    for link in html.matches(of: #/href="([^"]*)"/#) {
      #expect(link.1.hasPrefix("https://git.kernel.org/stable/c/"))
    }
    // Blocks of code are commands to paste.
    let blocks = html.components(separatedBy: "<pre>").dropFirst()
    #expect(blocks.allSatisfy { $0.hasPrefix("<code class=\"language-sh\">ktrail ") })
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    let codes = html.matches(of: #/<code>([^<]*)<\/code>/#)
    #expect(codes.allSatisfy { $0.1.wholeMatch(of: #/[0-9a-f]{12}/#) != nil })
  }

  static let escapes: [(text: String, markdown: String)] = [
    ("- a list", "\\- a list"), ("1. a list", "1\\. a list"), ("12) a", "12\\) a"),
    ("+ a", "\\+ a"), ("    code", "code"), ("a|b", "a\\|b"), ("a_b_c", "a\\_b\\_c"),
    (":warning:", ":warning<!-- -->:"), ("a:+1:b", "a:+1<!-- -->:b"),
    (":ok_hand:", ":ok\\_hand<!-- -->:"), ("a: b: c", "a: b: c"), ("::x", "::x"),
    ("see GH-12, gh-1", "see GH-<!-- -->12, gh-<!-- -->1"), ("v4-1", "v4-1"),
    ("@octocat", "@<!-- -->octocat"), ("see #12", "see \\#<!-- -->12"),
    ("https://x.example", "https\\://x.example"), ("www.x.example", "www\\.x.example"),
    ("plain text, as usual (really)", "plain text, as usual (really)"),
  ]

  @Test("escapes what Markdown would act upon, and little else", arguments: escapes)
  func escapesMarkdown(_ example: (text: String, markdown: String)) {
    #expect(MarkdownText.line(Phrase(example.text)) == example.markdown)
  }

  static let units = [
    "[", "www.", "wwww", "#1 ", "\"", "'", "\u{1B}", "`", "_", "*", "|", "<", ">", "&", "\\",
    "http://", "@", "@a", "a\u{301}",
    "\u{301}", "\u{202E}", "1.", "- ", "  ", "\n", "\u{1F468}\u{200D}",
  ]

  @Test("a line of any length is escaped in time that grows with it alone", arguments: units)
  func escapesLongLines(_ unit: String) {
    let short = processorSeconds { escapeLongLine(of: unit, length: 25_000) }
    let long = processorSeconds { escapeLongLine(of: unit, length: 400_000) }
    // Sixteen times as long, and some more for memory that no longer fits; work that grows with the square takes 256 times.
    #expect(long < 64 * max(short, 0.02), "\(short) and \(long) s")
  }

  private func escapeLongLine(of unit: String, length: Int) {
    let count = length / unit.utf8.count
    let text = String(repeating: unit, count: count)
    let small = String(repeating: unit, count: 100)
    // Each unit is written alike, but for the first ones, so the length shows that nothing was left out.
    func isWhole(_ write: (String) -> String) -> Bool {
      let (one, two) = (write(small).utf8.count, write(small + small).utf8.count)
      return write(text).utf8.count >= (two - one) * (count / 100 - 1)
    }
    #expect(isWhole { MarkdownText.line(Phrase($0)) })
    #expect(isWhole { MarkdownText.line(.bad($0), isStart: false) })
    #expect(isWhole { Markup(escaping: $0).source })
    #expect(isWhole { JSONWriter.text($0) })
    let terminal = TerminalText(style: TerminalStyle(width: 80, color: true))
    #expect(!terminal.lines(Phrase(text)).isEmpty)
    let table = Block.Table(columns: ["A", "B"], rows: [[Phrase(text), "b"]])
    #expect(!TerminalTable(table, text: terminal, indent: "").lines.isEmpty)
  }

  static let marked: [(text: String, markdown: String)] = [
    ("[\u{338}x](y)", "\\[\u{338}x\\](y)"), ("|\u{301}", "\\|\u{301}"),
    ("-\u{301} a", "\\-\u{301} a"),
    ("1\u{301}. a", "1\u{301}. a"), ("1.\u{301} a", "1\\.\u{301} a"),
    ("www.\u{301}x", "www\\.\u{301}x"),
    (":\u{301}/", ":\u{301}/"), (":/\u{301}", "\\:/\u{301}"), ("#\u{301}1", "\\#\u{301}1"),
    ("@é", "@<!-- -->é"),
    ("\u{1FEF}x\u{1FEF}", "\u{1FEF}x\u{1FEF}"),
  ]

  @Test("a combining mark hides nothing from Markdown either", arguments: marked)
  func escapesMarkedScalars(_ example: (text: String, markdown: String)) {
    #expect(MarkdownText.line(Phrase(example.text)).utf8.elementsEqual(example.markdown.utf8))
  }
}
