internal import ChangeModel
internal import Changelogs
import TestSupport

/// Makes changelogs as RHEL writes them: some entries repeat, some headings have no version.
struct RandomChangelog {
  private static let words = [
    "fix", "leak", "in", "probe", "path", "lock", "order", "revert", "{send,recv}", "v[46]",
    "queue",
    "timer", "\"quoted\"", "när", "(v2)", "8", "table", "error", "handling",
  ]
  private static let areas = ["fs", "net", "mm", "scsi", "x86", "virt"]

  static func text(seed: UInt64, releases: Int = 12) -> String {
    var generator = SeededGenerator(seed: seed)
    var blocks: [String] = []
    for number in (1...releases).reversed() {
      var lines: [String] = []
      let version = number % 5 == 0 ? "" : " [3.10.0-\(number).el7]"
      let day = number < 10 ? "0\(number)" : "\(number)"
      lines.append("* Mon May \(day) 2014 Ada P <ada@example.org>\(version)")
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        lines.append("- " + entry(&generator))
      }
      blocks.append(lines.joined(separator: "\n") + "\n")
    }
    return blocks.joined(separator: "\n") + "\n"
  }

  private static func entry(_ generator: inout SeededGenerator) -> String {
    if Int.random(in: 0..<8, using: &generator) == 0 { return "rebuild" }
    let subject = (0..<Int.random(in: 2...7, using: &generator)).map { _ in
      words.randomElement(using: &generator) ?? "x"
    }
    let area = areas.randomElement(using: &generator) ?? "fs"
    let bug = Int.random(in: 900_000...900_040, using: &generator)
    return "[\(area)] sub\(bug % 7): \(subject.joined(separator: " ")) (Bo Backport) [\(bug)]"
  }

  static func package(_ text: String) throws -> PackageChangelog {
    PackageChangelog(changelog: try parse(text), takenFor: "test")
  }
}
