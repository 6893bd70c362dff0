import ChangeModel
import Testing

@testable import History

@Suite("Words of a subject") struct SubjectWordsTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, subject: String
    let prefix, core: [String]
  }

  static let examples = [
    Example(
      testDescription: "one prefix", subject: "nfs: handle the lost reply", prefix: ["nfs"],
      core: ["handle", "the", "lost", "reply"]),
    Example(
      testDescription: "a tag in brackets and the number of a media patch",
      subject: "[media] V4L/DVB (13523): dvb-bt8xx: fix compile warning",
      prefix: ["dvb", "bt8xx"], core: ["fix", "compile", "warning"]),
    Example(
      testDescription: "which posting it was", subject: "ACPI: Add a generic API for _OSC -v2",
      prefix: ["acpi"], core: ["add", "a", "generic", "api", "for", "_osc"]),
    Example(
      testDescription: "a version that is the matter", subject: "tg3: Update version to 3.105",
      prefix: ["tg3"], core: ["update", "version", "to", "3", "105"]),
    Example(
      testDescription: "a prefix in parentheses",
      subject: "hwmon: (coretemp) Add missing newline", prefix: ["hwmon", "coretemp"],
      core: ["add", "missing", "newline"]),
    Example(
      testDescription: "a prefix before a dash",
      subject: "Input: wacom - ensure the device is ready", prefix: ["input", "wacom"],
      core: ["ensure", "the", "device", "is", "ready"]),
    Example(
      testDescription: "a dash later on is none",
      subject: "mm: take the lock before the walk - again", prefix: ["mm"],
      core: ["take", "the", "lock", "before", "the", "walk", "again"]),
    Example(testDescription: "nothing", subject: "", prefix: [], core: []),
  ]

  @Test("prefixes stand apart from what is said", arguments: examples)
  func reads(_ example: Example) {
    let words = SubjectWords(example.subject)
    #expect(words.prefix.map(\.text) == example.prefix)
    #expect(words.core.map(\.text) == example.core)
  }

  @Test(
    "endings that come and go are left out",
    arguments: [
      ("fixes", "fix"), ("fixed", "fix"), ("driver", "drivers"), ("stopping", "stop"),
      ("move", "moving"), ("copy", "copies"), ("82577", "82577"),
    ])
  func stems(one: String, other: String) {
    #expect(SubjectWords.Word(one).stem == SubjectWords.Word(other).stem)
  }

  @Test("a heading gives version and day, and shows which packages are of a candidate")
  func heading() {
    func heading(_ version: String?, _ date: String?) -> EntryHeading {
      EntryHeading(
        ChangelogRelease(
          heading: "", date: date, packager: nil, version: version,
          position: SourcePosition(file: "changelog", line: 1), entries: []))
    }
    let release = heading("2.6.32-71.el6", "2010-09-01")
    #expect(release.version == KernelVersion("2.6.32"))
    #expect(release.time == 1_283_342_400)
    #expect(!release.isPrerelease)
    #expect(heading("2.6.32-0.51.el6", nil).isPrerelease)
    #expect(heading("2.6.32-0.51.el6", nil).time == nil)
    #expect(heading(nil, "2000-02-29").time == 951_825_600)
    #expect(heading(nil, "the day before").time == nil)
  }
}
