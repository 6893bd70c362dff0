import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("Resolving entries") struct CommitResolverTests {
  static func history() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("base", "Linux 4.4")
    try await builder.tag("v4.4", "base")
    try await builder.commit("plain", "nfs: handle the lost reply in the renewal path")
    try await builder.commit("prefixed", "ALSA: hda/realtek: add the quirk for a certain laptop")
    try await builder.commit("part1", "md: allow the size to grow while resyncing, part 1")
    try await builder.commit("twin1", "net: fix a leak on the error path of probe")
    try await builder.commit("twin2", "net: fix a leak on the error path of probe")
    try await builder.commit("cve", "x86: check the bounds of the table\n\nCVE-2016-9999\n")
    try await builder.commit(
      "treewide", "net: convert multiple drivers to use the list helper, part3",
      files: ["drivers/net/bnx2x_main.c": "1", "drivers/net/tg3.c": "1"])
    try await builder.commit(
      "md", "drivers/md: Remove unnecessary casts of void", files: ["drivers/md/md.c": "1"])
    try await builder.commit(
      "usb", "drivers/usb: Remove unnecessary casts of void", files: ["drivers/usb/core.c": "1"])
    try await builder.commit("long", "cciss: retry driver initiated cmds with unit attention")
    try await builder.commit("reverted", "bonding: make bonding support the network poll")
    try await builder.commit(
      "same1", "rds: take the reference before the queue is run", files: ["net/rds/send.c": "1"])
    try await builder.commit(
      "same2", "rds: take the reference before the queue is run", files: ["net/rds/send.c": "2"])
    try await builder.commit("v45", "Linux 4.5")
    try await builder.tag("v4.5", "v45")
    try await builder.commit(
      "backport", on: "linux-4.4.y",
      "nfs: handle the lost reply in the renewal path\n\ncommit {plain} upstream.",
      parents: ["base"])
    try await builder.commit("v441", on: "linux-4.4.y", "Linux 4.4.1")
    return builder
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, subject: String
    var commits: [String] = []
    var cves: [String] = []
    var area: String?
    var version: String?
    /// `rule name…`, or the outcome's first word.
    let expected: String
  }

  static let examples = [
    Example(
      testDescription: "the same subject; mainline before its backport",
      subject: "nfs: handle the lost reply in the renewal path", expected: "same subject: plain"),
    Example(
      testDescription: "the heading's release decides for the backport",
      subject: "nfs: handle the lost reply in the renewal path", version: "4.4.1",
      expected: "same subject: backport"),
    Example(
      testDescription: "other punctuation",
      subject: "NFS - handle the lost reply in the renewal path",
      expected: "same subject: plain"),
    Example(
      testDescription: "without the prefix", subject: "add the quirk for a certain laptop",
      area: "sound", expected: "same subject without prefix: prefixed"),
    Example(
      testDescription: "another subsystem's prefix",
      subject: "xfs: add the quirk for a certain laptop", expected: "not found"),
    Example(
      testDescription: "a word more",
      subject: "md: allow the array size to grow while resyncing, part 1",
      expected: "similar subject: part1"),
    Example(
      testDescription: "another part",
      subject: "md: allow the array size to grow while resyncing, part 2", expected: "not found"),
    Example(
      testDescription: "two commits with one subject",
      subject: "net: fix a leak on the error path of probe", expected: "ambiguous: twin1 twin2"),
    Example(
      testDescription: "a commit id", subject: "whatever it says", commits: ["twin2"],
      expected: "commit id: twin2"),
    Example(
      testDescription: "a CVE and a word", subject: "x86: stop reading past the table",
      cves: ["CVE-2016-9999"], expected: "same CVE: cve"),
    Example(
      testDescription: "a CVE and nothing else", subject: "Fix CVE-2016-9999",
      cves: ["CVE-2016-9999"], expected: "same CVE: cve"),
    Example(
      testDescription: "a CVE and words of another patch", subject: "usb: blink slower",
      cves: ["CVE-2016-9999"], expected: "not found"),
    Example(
      testDescription: "one of many drivers that a commit changed",
      subject: "bnx2x: convert to use the list helper", area: "netdrv",
      expected: "similar subject: treewide"),
    Example(
      testDescription: "a driver that it did not change",
      subject: "qlge: convert to use the list helper", area: "netdrv", expected: "not found"),
    Example(
      testDescription: "the area tag in the prefix's place",
      subject: "Remove unnecessary casts of void", area: "md",
      expected: "same subject without prefix: md"),
    Example(
      testDescription: "a subject cut short", subject: "cciss: retry driver initiated cmds",
      area: "scsi", expected: "similar subject: long"),
    Example(
      testDescription: "the revert of a backport is not the backport",
      subject: "Revert \"[net] bonding: make bonding support the network poll\"", area: "net",
      expected: "not found"),
    Example(
      testDescription: "a patch taken twice is the older commit",
      subject: "rds: take the reference before the queue is run",
      expected: "same subject: same1"),
    Example(
      testDescription: "nothing like it", subject: "usb: blink the light", expected: "not found"),
  ]

  @Test("names the rule, or declines", arguments: examples)
  func resolve(_ example: Example) async throws {
    let builder = try await Self.history()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path)
    let position = SourcePosition(file: "changelog", line: 1)
    let entry = ChangelogEntry(
      kind: .change, text: example.subject, subject: example.subject, area: example.area,
      cves: example.cves,
      commits: example.commits.compactMap {
        AbbreviatedCommitID(builder.id($0).prefix(12)).map { .init(id: $0, owner: .upstream) }
      }, position: position)
    let headings = example.version.map { [position: EntryHeading(version: KernelVersion($0))] }
    let resolved = try CommitResolver(in: index).resolve([entry], under: headings ?? [:])[0]
    let names = [
      "plain", "prefixed", "part1", "twin1", "twin2", "cve", "backport", "treewide", "md", "usb",
      "long", "reverted", "same1", "same2",
    ]
    func name(_ id: CommitID) -> String { names.first { builder.id($0) == "\(id)" } ?? "?" }
    let outcome =
      switch resolved.resolution {
      case .found(let id, let rule, _): "\(rule.rawValue): \(name(id))"
      case .ambiguous(let ids, _): "ambiguous: " + ids.map(name).sorted().joined(separator: " ")
      case .notFound: "not found"
      case .expanded: "expanded"
      case .notACommit: "not a commit"
      }
    #expect(outcome == example.expected)
  }

  @Test("a version bump stands for the range, a note for nothing, a lacking release says so")
  func bumps() async throws {
    let builder = try await Self.history()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path)
    func bump(_ from: String?, _ to: String) -> ChangelogEntry {
      ChangelogEntry(
        kind: .versionBump, text: "Linux \(to)", subject: "Linux \(to)",
        versionBump: VersionBump(
          from: from.flatMap { KernelVersion($0) }.map { .init(version: $0) },
          to: .init(version: KernelVersion(to)!)),  // a literal
        position: SourcePosition(file: "changelog", line: 1))
    }
    let note = ChangelogEntry(
      kind: .note, text: "rebuilt", subject: "rebuilt",
      position: SourcePosition(file: "changelog", line: 2))
    let resolved = try CommitResolver(in: index).resolve([
      bump("4.4", "4.4.1"), bump(nil, "4.4.1"), note, bump("4.4.1", "4.4.2"),
    ]).map(\.resolution)
    for number in 0...1 {
      guard case .expanded(let range, let ids) = resolved[number] else {
        Issue.record("not expanded: \(resolved[number])")
        continue
      }
      #expect("\(range)" == "v4.4..v4.4.1")
      #expect(ids.map(\.description) == [builder.id("backport")])
    }
    #expect(resolved[2] == .notACommit)
    guard case .notFound(.unknownRelease(let version, _, newest: let newest)) = resolved[3] else {
      Issue.record("found: \(resolved[3])")
      return
    }
    #expect((version.tagName, newest?.tagName) == ("v4.4.2", "v4.4.1"))
  }
}
