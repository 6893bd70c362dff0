import ChangeModel
import Foundation
import Testing

@testable import Reports

/// Names lead to the pages that are theirs, and nothing else leads anywhere.
@Suite("Links") struct LinkTests {
  static let texts: [(text: String, addresses: [String])] = [
    ("fix CVE-2018-16597, CVE-2019-1", ["https://www.cve.org/CVERecord?id=CVE-2018-16597"]),
    ("a (bsc#1012628)", ["https://bugzilla.suse.com/show_bug.cgi?id=1012628"]),
    ("x [RHEL-138015]", ["https://issues.redhat.com/browse/RHEL-138015"]),
    ("fix [633915 12]", ["https://bugzilla.redhat.com/show_bug.cgi?id=633915"]),
    ("LP:#123", ["https://bugs.launchpad.net/bugs/123"]),
    (
      "see https://lore.kernel.org/r/a@b.c. And https://evil.example/x",
      ["https://lore.kernel.org/r/a@b.c"]
    ),
    ("http://kernel.org.evil.example/ https://evil.example/?https://kernel.org", []),
    ("javascript:alert(1) 633915x x633915", []),
    ("https://bugzilla.kernel.org@evil.example/", []),
  ]

  @Test("are found in texts of strangers, to known places only", arguments: texts)
  func findsLinks(_ example: (text: String, addresses: [String])) {
    let phrase = Phrase(linking: example.text, bugs: ["633915"], of: .redHat)
    #expect(phrase.text == example.text)
    #expect(phrase.runs.compactMap(\.link).compactMap(Links.standard.address) == example.addresses)
    #expect(phrase.runs.compactMap(\.link).compactMap(Links.none.address) == [])
  }

  @Test("are found in a long text in time that grows with it alone")
  func isQuick() {
    for unit in ["http://", "CVE-", "bsc#1", "1 ", "https://lore.kernel.org/"] {
      let text = String(repeating: unit, count: 100_000 / unit.utf8.count)
      #expect(Phrase(linking: text, bugs: ["1"], of: .redHat).text == text)
    }
  }

  static let templates: [(text: String, flaw: Links.Template.Flaw?)] = [
    ("https://example.org/{commit}", nil), ("http://localhost:8080/?{id}", nil),
    ("ftp://example.org/{id}", .scheme), ("https:///{id}", .scheme), ("https://{id}", .scheme),
    ("https://example.org/", .placeholder), ("https://example.org/{x}{id}", .unknownPlaceholder),
    ("https://example.org/ {id}", .character), ("https://example.org/\"{id}", .character),
    ("https://example.org/<{id}", .character), ("https://example.org/é{id}", .character),
  ]

  @Test("of commits follow a template, or what is wrong with it is said", arguments: templates)
  func readsTemplates(_ example: (text: String, flaw: Links.Template.Flaw?)) {
    var flaw: Links.Template.Flaw?
    do throws(Links.FlawedTemplate) { _ = try Links.Template(example.text) } catch {
      flaw = error.flaw
    }
    #expect(flaw == example.flaw)
  }

  @Test("are written as HTML and Markdown have them, or not at all")
  func writesLinks() throws {
    let links = Links(commits: try Links.Template("https://example.org/a&b?(c)={commit}#{id}"))
    let id = SampleHistory.id(7)
    let report = SampleReport.withOutlook.report
    let html = report.rendered(as: .html, links: links)
    let culprit = SampleHistory.culprit.commit.id
    #expect(
      html.contains(
        "<a href=\"https://example.org/a&amp;b?(c)=\(culprit)#\(culprit.short)\"><code>\(culprit.short)</code></a>"
      ))
    #expect(
      MarkdownText.line(.commit(id), links: links)
        == "[`\(id.short)`](https://example.org/a&b?%28c%29=\(id)#\(id.short))")
    let none = report.rendered(as: .html, links: .none)
    #expect(none.matches(of: #/href="?([^"> ]*)/#).allSatisfy { $0.1.hasPrefix("#") })
    #expect(!report.rendered(as: .markdown, links: .none).contains("]("))
    let all = html.matches(of: #/<a href="http[^>]*>/#)
    #expect(!all.isEmpty)
    // Where they lead nobody learns from where.
    #expect(html.contains("<meta name=\"referrer\" content=\"no-referrer\">"))
  }

  @Test(
    "a commit of vendors alone leads to no page of the stable tree, but to one that the user names")
  func leavesVendorsOut() throws {
    func fix(_ isOfVendor: Bool...) -> FollowUp {
      FollowUp(
        kind: .fix, commit: SampleHistory.fix, standing: .missing(of: []), in: "v4.4.157",
        landings: isOfVendor.enumerated().map {
          Landing(
            branch: "b\($0.offset)", commit: SampleHistory.fix.id, release: nil,
            isOfVendor: $0.element)
        }, of: [])
    }
    let own = Links(commits: try Links.Template("https://example.org/{id}"))
    for (followUp, isLinked) in [
      (fix(), true), (fix(false), true), (fix(true), false), (fix(true, false), true),
    ] {
      let phrase = Words(target: "4.4.157").followUp(followUp).phrase
      let link = try #require(phrase.runs.compactMap(\.link).first)
      #expect((Links.standard.address(of: link) != nil) == isLinked)
      #expect(own.address(of: link) == "https://example.org/\(SampleHistory.fix.id.short)")
    }
  }

  @Test("known fixes and upstream commits lead to their pages in the table of all commits, too")
  func linksDetails() throws {
    let html = SampleReport.withOutlook.report.rendered(as: .html)
    let table = try #require(html.components(separatedBy: "id=\"all-commits\"").last)
    #expect(
      table.contains(
        "<a href=https://git.kernel.org/stable/c/\(SampleHistory.fix.id)>"))
    let change = try #require(SampleReport.withOutlook.changes.first { !$0.upstream.isEmpty })
    #expect(table.contains("/stable/c/\(change.upstream[0].id.digits)>"))
  }

  @Test("a string of CSS holds nothing that could end it, and the policy names its style sheet")
  func escapesForPaper() async throws {
    #expect(
      PageMargins.string("a\"}</style>\\9").source == "\"a\\22 \\7d \\3c \\2f style\\3e \\5c 9\"")
    #expect(PageMargins.string("→\u{202E}").source.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    let html = HostileReport.report.rendered(as: .html)
    let sheets = html.matches(of: #/<style>([^<]*)<\/style>/#)
    #expect(sheets.count == 2)
    for sheet in sheets {
      #expect(
        html.contains("'\(ContentDigest.name(of: Markup(stringLiteral: String(sheet.1))))'"))
    }
  }
}
