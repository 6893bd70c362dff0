import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Reports

/// What readers copy out of a report, as their shells read it.
@Suite("Commands of a report") struct PrintedCommandTests {
  static let names = [
    "plain", "two  words", "it's", "a'\u{301};touch PWNED;'\u{301}b.txt", "$(touch PWNED)",
    "`touch PWNED`", "``` a",
    "line\nbreak", "```\n# a", "end\n", "tab\there", "\u{1B}]0;x\u{7}", "-x", "--linux=/", "~",
    "a=b", "!!", "|a|", "*_[x](y)<b>&amp;",
    "\u{202E}txt", "👨‍👩‍👧", "{{x}}", "\\", "\"", "#1", "www.x.example", "\u{1FEF}x", ";x", "a\u{338}>b",
  ]
  static let formats: [ReportFormat] = [.terminal, .markdown, .html]

  private func report(_ name: String) -> Draft {
    var report = SampleReport.upgrade.report
    let side = ChangelogDifference.Side(
      Changelog(source: name, dialect: .plain, packageName: name, releases: []), takenFor: name,
      installedIn: PackageDatabases(root: name, rpm: name))
    report.difference = ChangelogDifference(
      old: side, new: side, releasesAdded: [], added: [], removed: [], reworded: [],
      unchangedCount: 0, remarks: [])
    report.clone = CloneSummary(
      path: name, newestCommit: nil, newestTime: nil, commitCount: 1, isShallow: true,
      hasFileContents: true)
    report.symptomSources = [
      SymptomSource(
        name: name, lineCount: 1, byteCount: 1, usedLines: [], usedByteCount: 1, isCut: false)
    ]
    report.remarks = [.shallow(clone: name)]
    return report
  }

  /// What a reader of the format sees.
  private func shown(_ report: Draft, as format: ReportFormat) -> String {
    var text = report.rendered(as: format)
    switch format {
    case .html:
      text.replace(#/<[^>]*>/#, with: "")
      for (name, sign) in [("lt", "<"), ("gt", ">"), ("quot", "\""), ("#39", "'"), ("amp", "&")] {
        text = text.replacingOccurrences(of: "&\(name);", with: sign, options: .literal)
      }
    case .markdown:
      // Only in text, not in a block of code, does a backslash stand before what it escapes.
      text = text.split(separator: "\n").map { line in
        line.hasPrefix("- ")
          ? String(line).replacing("<!-- -->", with: "").replacing(#/\\(.)/#) { String($0.1) }
          : String(line)
      }.joined(separator: "\n")
    default: break
    }
    return text
  }

  /// The words of a command, as a shell reads them.
  private func words(_ command: Substring, _ shell: String) async throws -> [String] {
    let directory = try TemporaryDirectory()
    let run = try await Command.run(
      shell, ["-c", "ktrail() { printf '%s\\0' \"$@\"; }\ngit() { ktrail \"$@\"; }\n\(command)"],
      in: directory.path)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
    return run.output.utf8.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(Substring($0)) }
  }

  @Test("a name of a stranger stays a word, whatever is in it", arguments: formats, names)
  func readsBack(_ format: ReportFormat, _ name: String) async throws {
    let text = shown(report(name), as: format)
    let start = try #require(
      text.split(separator: "\n").first { $0.contains("ktrail bisect start ") })
    let option = { (option: String) in name.hasPrefix("-") ? ["\(option)=\(name)"] : [option, name]
    }
    let expected =
      ["bisect", "start"] + option("--root") + option("--rpm-dbpath") + option("--linux")
      + option("--symptom")
      + (name.hasPrefix("-") ? ["--"] : [])
      + [name, name]
    let mend = try #require(text.firstMatch(of: #/`(git -C .*? fetch --unshallow)`/#)?.1)
    for shell in ["sh", "dash", "bash"] {
      let found = try await words(start[start.firstRange(of: "ktrail")!.lowerBound...], shell)
      #expect(found.map { Array($0.utf8) } == expected.map { Array($0.utf8) }, "\(start)")
      let mended = try await words(mend, shell)
      #expect(
        mended.map { Array($0.utf8) }
          == ["-C", name, "fetch", "--unshallow"].map { Array($0.utf8) }, "\(mend)")
    }
  }
}
