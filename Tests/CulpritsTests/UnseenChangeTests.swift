import ChangeModel
import Culprits
import Testing

@Suite("What only the changelog tells of") struct UnseenChangeTests {
  static func entry(
    _ subject: String, line: Int = 1, area: String? = nil, kind: ChangelogEntry.Kind = .change,
    rest: String = "", bugs: [String] = [], cves: [String] = []
  ) -> ChangelogEntry {
    ChangelogEntry(
      kind: kind, text: (area.map { "[\($0)] " } ?? "") + subject + rest, subject: subject,
      area: area, person: Person(name: "Ada Ovl"), bugs: bugs, cves: cves,
      versionBump: kind == .versionBump
        ? VersionBump(from: nil, to: .init(version: KernelVersion("4.4.157")!)) : nil,
      position: SourcePosition(file: "new", line: line))
  }

  static func unseen(_ entries: (ChangelogEntry, Resolution)...) -> [UnseenChange] {
    UnseenChange.all(among: entries.map { ResolvedEntry(entry: $0.0, resolution: $0.1) })
  }

  static let id = CommitID(String(repeating: "1", count: 40))!

  static let resolutions: [(ChangelogEntry.Kind, Resolution, UnseenChange.Kind?)] = [
    (.change, .notFound(.noSuchSubject()), .change),
    (.change, .ambiguous([id], by: .subject), .change),
    (.change, .found(id, by: .subject, confidence: 1), nil),
    (.versionBump, .notFound(.noStart(of: .init(version: KernelVersion("4.4.157")!))), .release),
    (.note, .notACommit, nil),
  ]

  @Test("is what led to no certain commit", arguments: resolutions)
  func follows(
    _ kind: ChangelogEntry.Kind, _ resolution: Resolution, _ expected: UnseenChange.Kind?
  ) {
    let found = Self.unseen((Self.entry("ovl: x", kind: kind), resolution))
    #expect(found.map(\.kind) == [expected].compactMap(\.self))
  }

  static let notes: [(String, UnseenChange.Kind?)] = [
    ("rebuild", nil), ("Rebuilt for the new release", nil), ("bump release", nil),
    ("Bump version to 4.4.157-2", nil), ("Merge branch 'rhel-6'", nil), ("Update to 4.4.157", nil),
    ("[https://www.kernel.org/pub/linux/kernel/v4.x/ChangeLog-4.4.157]", nil),
    ("Refresh patches.suse/module-signing.patch.", nil), ("fix typo in changelog", nil),
    ("commit 6d0f67e", nil), ("", nil),
    ("config: enable the new driver", .configuration), ("Update config files.", .configuration),
    ("[config] disable UEVENT_HELPER", .configuration),
    ("kconfig: build overlayfs in", .configuration),
    ("CONFIG_VT6656=m", .configuration), ("Turn off CONFIG_SLUB_DEBUG", .configuration),
    ("Enable zram", .configuration), ("disable transparent hugepages", .configuration),
    ("move sound modules to kernel-modules-extra", .packaging),
    ("Sign the modules with the new key", .packaging),
    ("Require linux-firmware 20180101", .packaging),
    ("add the iwlwifi firmware", .packaging),
    ("spec: include dm-crypt in the initramfs", .packaging),
    ("build with gcc 8 and retpolines", .packaging), ("Drop ovl-fix.patch", .packaging),
    ("blacklist nouveau", .packaging), ("drop patches that are upstream", .packaging),
  ]

  @Test("a note on the package counts where it can change what runs", arguments: notes)
  func readsNote(_ text: String, _ expected: UnseenChange.Kind?) {
    let found = Self.unseen((Self.entry(text, kind: .note), .notACommit))
    #expect(found.map(\.kind) == [expected].compactMap(\.self), "\(text)")
  }

  @Test("entries of one area and subject are one, where the first of them stands")
  func groups() {
    let none = Resolution.notFound(.noSuchSubject())
    let found = Self.unseen(
      (Self.entry("ovl: fix it", line: 1, area: "fs", bugs: ["1"], cves: ["CVE-2018-1"]), none),
      (Self.entry("new version", line: 2, area: "scsi"), none),
      (Self.entry("Ovl: fix it.", line: 3, area: "fs", bugs: ["2", "1"]), none),
      (Self.entry("new version", line: 4, area: "netdrv"), none))
    #expect(found.map(\.position.line) == [1, 2, 4])
    #expect(found[0].entries.map(\.position.line) == [1, 3])
    #expect(found[0].bugs == ["1", "2"])
    #expect(found[0].cves == ["CVE-2018-1"])
  }

  @Test("area, bugs, CVEs and details are text of it, people's names are not")
  func hasText() {
    let entry = Self.entry(
      "ovl: fix it", area: "fs", rest: " (Ada Ovl) [1213331] {CVE-2018-1} when it is full")
    #expect(UnseenChange(.change, entry).rest == "fs\n [1213331] {CVE-2018-1} when it is full")
    #expect(UnseenChange(.change, Self.entry("x")).rest == "")
  }
}
