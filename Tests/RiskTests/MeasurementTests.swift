import ChangeModel
import Foundation
import Testing

@testable import Risk

@Suite("Measurements") struct MeasurementTests {
  struct Trait: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var subject = "widget: turn the other way"
    var body = ""
    var paths = ["kernel/fork.c"]
    let feature: RiskFeature
    let holds: Bool
  }
  static let traits = [
    Trait(
      testDescription: "Cc: stable", body: "Text.\n\nCC: <stable@vger.kernel.org> # 4.9+",
      feature: .hasStableTag, holds: true),
    Trait(
      testDescription: "stable in prose", body: "Cc: ada\nThis is stable.", feature: .hasStableTag,
      holds: false),
    Trait(testDescription: "no tag at all", feature: .hasNeitherTag, holds: true),
    Trait(
      testDescription: "a tag", body: "Cc: stable@vger.kernel.org", feature: .hasNeitherTag,
      holds: false),
    Trait(
      testDescription: "a report", body: "Reported-by: Bob <b@example.org>", feature: .isReported,
      holds: true),
    Trait(
      testDescription: "a trace", body: "[ 1.0] Call Trace:\n[ 1.0] foo+0x1/0x2",
      feature: .hasTrace, holds: true),
    Trait(
      testDescription: "a note of an adaptation", body: "[bp: Adjusted for 4.14]",
      feature: .isAdapted, holds: true),
    Trait(
      testDescription: "a note with a dotted name", body: "  [ a.bell: context ]",
      feature: .isAdapted, holds: true),
    Trait(
      testDescription: "the upstream commit in brackets",
      body: "[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]",
      feature: .isAdapted, holds: false),
    Trait(
      testDescription: "a kernel log line", body: "[ 12.5] x: y", feature: .isAdapted, holds: false),
    Trait(
      testDescription: "conflicts", body: "Conflicts:\n\tfs/inode.c", feature: .isAdapted,
      holds: true),
    Trait(
      testDescription: "needed by another", body: "Stable-dep-of: 0123456789ab (\"x\")",
      feature: .isDependency, holds: true),
    Trait(
      testDescription: "a leak", subject: "widget: Fix memory leaks", feature: .repairsLeak,
      holds: true),
    Trait(
      testDescription: "a leak in the text only", body: "It does not leak.", feature: .repairsLeak,
      holds: false),
    Trait(testDescription: "core", paths: ["mm/slub.c"], feature: .core, holds: true),
    Trait(testDescription: "the core of fs", paths: ["fs/namei.c"], feature: .core, holds: true),
    Trait(
      testDescription: "one file system", paths: ["fs/nfs/dir.c"], feature: .core, holds: false),
    Trait(
      testDescription: "shared header", paths: ["include/linux/mm.h"], feature: .sharedHeaders,
      holds: true),
    Trait(
      testDescription: "uapi", paths: ["include/uapi/linux/fs.h"], feature: .interface, holds: true),
    Trait(testDescription: "Kconfig", paths: ["net/Kconfig"], feature: .interface, holds: true),
    Trait(
      testDescription: "drivers alone", paths: ["drivers/a.c", "sound/b.c"], feature: .driversOnly,
      holds: true),
    Trait(
      testDescription: "drivers and more", paths: ["drivers/a.c", "mm/b.c"], feature: .driversOnly,
      holds: false),
    Trait(
      testDescription: "device tree", paths: ["arch/arm/boot/dts/a.dtsi"], feature: .aside,
      holds: true),
    Trait(testDescription: "no path", paths: [], feature: .aside, holds: false),
  ]
  @Test("show what is there and what is not", arguments: traits)
  func trait(_ example: Trait) throws {
    let change = try Changes.change(1, example.subject, body: example.body, paths: example.paths)
    #expect(Changes.vectors([change])[0][example.feature] == (example.holds ? 1 : 0))
  }

  @Test("count words of changed lines by topic, whole identifiers by their parts")
  func words() throws {
    let patch = Changes.patch(
      adding: """
        spin_lock(&widget->lock);
        if (err)
          goto out;
        kfree(widget);
        return -ENOMEM;
        """, removing: 2, functions: ["widget_turn"])
    let vector = Changes.vectors([try Changes.change(patch: patch)])[0]
    #expect(vector.count(.locking) == 2)
    #expect(vector.count(.errors) == 2)
    #expect(vector.count(.exits) == 2)
    #expect(vector.count(.references) == 1)
    #expect(vector.count(.waiting) == 0)
    #expect(vector.count(.codeAdded) == 5)
    #expect(vector.count(.codeRemoved) == 2)
    #expect(vector.count(.functions) == 1)
    #expect(vector[.withoutCode] == 0)
  }

  @Test("leave unknown what the clone cannot tell")
  func unknown() throws {
    let vector = Changes.vectors([try Changes.change(paths: nil)])[0]
    for feature in RiskFeature.allCases where feature.needsDiff { #expect(vector[feature] == nil) }
    #expect(vector[.core] == nil)
    #expect(vector[.laterInFile] == nil)
    #expect(vector[.soak] != nil)
    #expect(vector[.sameAuthor] == 0)
  }

  @Test("soak ends with the release, without one with the commit, and is unknown after it")
  func soak() throws {
    let times = ["v4.14.121": 10 * Changes.day]
    let changes = try [
      Changes.change(1, authorTime: 3 * Changes.day),
      Changes.change(2, authorTime: 3 * Changes.day, release: nil),
      Changes.change(3, authorTime: 11 * Changes.day),
    ]
    #expect(Changes.vectors(changes, releaseTimes: times).map { $0.count(.soak) } == [7, 5, nil])
    // Nothing is said of what is not known.
    let facts = RiskAssessor(releaseTimes: times).assess(changes).map { risk in
      risk.parts.contains { if case .soak = $0.fact { true } else { false } }
    }
    #expect(facts == [true, true, false])
  }

  @Test("neighbours are those of the same release, and before is not after")
  func neighbours() throws {
    let turn = Changes.patch(functions: ["turn"])
    // Newest first.
    let changes = try [
      Changes.change(5, author: "bob@example.org", release: "v4.14.122", isFix: true),
      Changes.change(4, patch: turn, isFix: true),
      Changes.change(3, author: "bob@example.org", paths: ["mm/slub.c"]),
      Changes.change(2, paths: ["kernel/fork.c", "mm/slub.c"], patch: turn),
      Changes.change(1),
    ]
    let vectors = Changes.vectors(changes)
    func counts(_ feature: RiskFeature) -> [Int?] { vectors.map { $0.count(feature) } }
    #expect(counts(.laterInFile) == [0, 0, 0, 1, 2])
    #expect(counts(.laterFixesInFile) == [0, 0, 0, 1, 1])
    #expect(counts(.laterInFunction) == [nil, 0, nil, 1, nil])
    #expect(counts(.laterFixesInFunction) == [nil, 0, nil, 1, nil])
    #expect(counts(.earlierInFile) == [0, 2, 1, 1, 0])
    #expect(counts(.sameAuthor) == [0, 2, 0, 2, 2])
  }
}
