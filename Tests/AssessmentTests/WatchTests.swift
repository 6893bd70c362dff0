import Assessment
import ChangeModel
import Testing

@Suite("A watch list") struct WatchTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let entry: WatchEntry
    let matches: Bool

    init(_ name: String, _ entry: WatchEntry, _ matches: Bool) {
      (testDescription, self.entry, self.matches) = (name, entry, matches)
    }
  }

  private static let change = GateSamples.change(
    10, "ovl: fix a Use-After-Free of the refcount", ["fs/overlayfs/dir.c"],
    body: "The re-count leaks, see ovl_copy_up().\n\nCVE-2019-1234")

  static let rows = [
    Row("a directory", GateSamples.watch("fs/overlayfs"), true),
    Row("a file", GateSamples.watch("fs/overlayfs/dir.c"), true),
    Row("another directory", GateSamples.watch("fs/overlay"), false),
    Row("a word in whatever case", GateSamples.watch(nil, ["USE-AFTER-free"]), true),
    Row("a word of the message", GateSamples.watch(nil, ["leaks"]), true),
    Row("a part of a word", GateSamples.watch(nil, ["leak"]), false),
    Row("a part of a name", GateSamples.watch(nil, ["copy_up"]), false),
    Row("a whole name", GateSamples.watch(nil, ["ovl_copy_up"]), true),
    Row("both words", GateSamples.watch(nil, ["refcount", "leaks"]), true),
    Row("one of two words", GateSamples.watch(nil, ["refcount", "race"]), false),
    Row("one of two alternatives", GateSamples.watch(nil, ["race"], ["refcount"]), true),
    Row("the place without the word", GateSamples.watch("fs/overlayfs", ["race"]), false),
    Row("the word elsewhere", GateSamples.watch("mm", ["refcount"]), false),
    Row("the word in its place", GateSamples.watch("fs", ["refcount"]), true),
    Row(
      "a word longer than the message",
      GateSamples.watch(nil, [String(repeating: "x", count: 999)]), false),
  ]

  @Test("matches by place and whole words", arguments: rows)
  func matches(_ row: Row) {
    let upgrade = GateSamples.upgrade([Self.change]) { $0.watchList = [row.entry] }
    let findings = Findings(upgrade)
    #expect(findings.watched?.changes.count == (row.matches ? 1 : 0))
    #expect(UpgradeAssessment(upgrade).values[.watched] == (row.matches ? 1 : 0))
  }

  @Test("what is waived or not built is on the list and does not count")
  func leavesOut() {
    let changes = [
      Self.change, GateSamples.change(11, "ovl: two"), GateSamples.change(12, "ovl: three"),
    ]
    let upgrade = GateSamples.upgrade(
      changes,
      relevances: [
        changes[0].commit.id: Relevance(.builtIn, reason: .listed(makefile: "a")),
        changes[1].commit.id: Relevance(.notBuilt, reason: .documentation),
        changes[2].commit.id: Relevance(.unknown, reason: .noFile),
      ]
    ) {
      $0.watchList = [GateSamples.watch("fs/overlayfs")]
      $0.waivers = [GateSamples.waiver("\(changes[2].commit.id)")]
    }
    let watched = Findings(upgrade).watched
    #expect(watched?.changes.map(\.counts) == [true, false, false])
    #expect(UpgradeAssessment(upgrade).values[.watched] == 1)
  }

  @Test("is a condition as it is, and whatever a rule says")
  func decides() {
    func verdict(_ change: (inout Upgrade.Terms) -> Void) -> UpgradeAssessment.Verdict {
      UpgradeAssessment(
        GateSamples.upgrade([Self.change]) {
          $0.watchList = [GateSamples.watch("fs/overlayfs")]
          change(&$0)
        }
      ).verdict
    }
    #expect(verdict { _ in } == .conditions)
    #expect(verdict { $0.rules.hold.append(Criterion(.watched)) } == .hold)
    #expect(verdict { $0.rules.conditions = [Criterion(.watched, above: 1)] } == .go)
    #expect(verdict { $0.watchList = [GateSamples.watch("mm")] } == .go)
    #expect(verdict { $0.watchList = nil } == .go)
  }

  @Test("words anywhere are looked for without the trees that a place needs")
  func withoutTrees() {
    func needsPaths(_ list: [WatchEntry]) -> Bool {
      GateSamples.upgrade([GateSamples.change(10, "mm: refcount", nil)]) { $0.watchList = list }
        .needs(of: .watched).contains(.paths)
    }
    #expect(!needsPaths([GateSamples.watch(nil, ["refcount"])]))
    #expect(needsPaths([GateSamples.watch(nil, ["refcount"]), GateSamples.watch("mm")]))
  }

  /// Two packages with entries of which none led to a commit.
  private static func packages(_ texts: [(subject: String, area: String?)]) -> Upgrade.Operands {
    let entries = texts.enumerated().map { place, text in
      ChangelogEntry(
        kind: .change, text: text.area.map { "[\($0)] \(text.subject)" } ?? text.subject,
        subject: text.subject, area: text.area,
        position: SourcePosition(file: "new", line: place + 2))
    }
    func side(_ version: String) -> ChangelogDifference.Side {
      ChangelogDifference.Side(
        Changelog(source: version, dialect: .plain, packageName: "kernel", releases: []),
        takenFor: "changelog")
    }
    return .packages(
      ChangelogDifference(
        old: side("1"), new: side("2"), releasesAdded: [], added: entries, removed: [],
        reworded: [], unchangedCount: 0),
      resolved: entries.map { .init(entry: $0, resolution: .notFound(.noSuchSubject())) })
  }

  @Test(
    "entries without a commit are matched by their own text, and what they do not say is counted")
  func matchesEntries() throws {
    var terms = Upgrade.Terms()
    terms.watchList = [
      GateSamples.watch("fs/overlayfs"), GateSamples.watch(nil, ["panic"], line: 2),
      GateSamples.watch("net/ipv4", ["leak"], line: 3),
    ]
    let upgrade = Upgrade(
      Self.packages([
        ("overlay: do it", "fs"), ("fix a panic", nil), ("fix more", nil), ("ipv4: a leak", "net"),
        ("ipv4: no such thing", "net"), ("ovl: as the commit that is known", "fs"),
        ("ext4: as a commit that is known elsewhere", "fs"),
      ]), order: .forward, clone: GateSamples.clone,
      changes: [
        GateSamples.change(10, "ovl: known"),
        GateSamples.change(11, "ext4: known", ["fs/ext4/a.c"]),
      ], terms: terms)
    let watched = try #require(Findings(upgrade).watched)
    #expect(watched.entries.map(\.entry.position.line) == [2, 3, 5, 7])
    #expect(watched.unresolved == 7)
    // "fix more" may be anywhere; the others are in a place that is watched, or where commits are known to be elsewhere.
    #expect(watched.placeless == 1)
    #expect(watched.changes.map(\.change.commit.subject) == ["ovl: known"])
  }

  @Test("without a clone nothing is measured, whatever entries say")
  func withoutClone() {
    var terms = Upgrade.Terms()
    terms.watchList = [GateSamples.watch("fs/overlayfs")]
    terms.failOn = [.criterion(Criterion(.watched))]
    let assessment = UpgradeAssessment(
      Upgrade(Self.packages([("overlay: do it", "fs")]), order: .forward, terms: terms))
    #expect(assessment.values[.watched] == nil)
    #expect(assessment.findings.watched?.entries.count == 1)
    #expect(assessment.exitCode == 4)
  }
}
