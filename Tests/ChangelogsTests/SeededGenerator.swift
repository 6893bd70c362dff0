internal import ChangeModel
internal import Changelogs

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

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
