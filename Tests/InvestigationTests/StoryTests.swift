import Assessment
import ChangeModel
import Foundation
import Investigation
import Reports
import TestSupport
import Testing

/// The origin case, told by the fixture: 4.4.121 worked, 4.4.157 did not.
@Suite("The overlayfs story") struct StoryTests {
  static let folder = SharedMaterial.projectRoot + "/Fixtures/overlayfs-story"
  static let old = folder + "/kernel-lt-4.4.121-1.el7.changelog"
  static let new = folder + "/kernel-lt-4.4.157-1.el7.changelog"
  static let symptom = folder + "/symptom.txt"
  static let culprit = "ovl: override creds with the ones from the superblock mounter"
  static let fix = "ovl: fix uid/gid when creating over whiteout"

  let cache: TemporaryDirectory
  let clone: String

  init() async throws {
    cache = try TemporaryDirectory()
    clone = try await SharedMaterial.storyClone()
  }

  func investigation(asOf: [String] = []) -> Investigation {
    Investigation(clone: .init(path: clone, indexDirectory: cache.path, asOf: asOf))
  }

  @Test("the backport is the first suspect, and its fix is named as missing")
  func culprit() async throws {
    let report = try await investigation().culprits(Self.old, Self.new, symptoms: [Self.symptom])
    let suspects = report.ranking.suspects
    let first = try #require(suspects.first)
    #expect(first.candidate.subject == Self.culprit)
    #expect(first.change?.release == "v4.4.156")
    #expect(first.change?.upstream.map(\.release) == ["v4.7-rc1"])
    #expect(
      first.change?.subsystems
        == [Subsystem(directory: "fs/overlayfs", maintainersSection: "OVERLAY FILESYSTEM")])
    let fix = try #require(first.candidate.followUps.first)
    #expect(fix.commit.subject == Self.fix)
    #expect(fix.status == .missing)
    #expect(fix.landings.map(\.branch) == ["mainline"])
    #expect(fix.landings.map(\.release) == ["v4.7-rc4"])
    #expect(
      first.evidence.contains {
        if case .inPart(.mount("overlay"), _, _, _) = $0 { true } else { false }
      })
    #expect(
      abs(suspects.reduce(report.ranking.outside) { $0 + $1.probability } - 1) < 1e-9)
  }

  static let logPrefixes = [
    "", "[ 8121.004217] ", "[Thu Sep 20 09:14:02 2018] ", "Sep 20 09:14:02 host1 kernel: ",
    "2018-09-20T09:14:02.004217+0200 host1 kernel: ", "> ",
  ]

  /// The symptom as an issue: with the headings of a template, and what it asks to be pasted.
  static func issue(_ symptom: String, loggedAs prefix: String) -> String {
    let lines = symptom.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let log = line.drop { $0 == " " }
      let isLog = log.hasPrefix("[pid ") || log.hasPrefix("at ") || log.hasPrefix("java.")
      return isLog ? prefix + log : String(line)
    }
    return """
      <!-- Search the open issues first; network, mount and kernel problems need logs. -->
      - [x] This is a bug report

      **Description**

      \(lines.joined(separator: "\n"))

      **Steps to reproduce the issue:**
      **Describe the results you received:**

      **Output of `docker info`:**

      ```
      Client:
       Debug Mode: false

      Server:
       Containers: 14
        Running: 13
       Server Version: 18.06.1-ce
       Storage Driver: overlay2
        Backing Filesystem: extfs
        Supports d_type: true
        Native Overlay Diff: true
       Logging Driver: json-file
       Cgroup Driver: cgroupfs
       Plugins:
        Volume: local
        Network: bridge host macvlan null overlay
       Security Options:
        seccomp
         Profile: default
       Kernel Version: 4.4.157-1.el7.elrepo.x86_64
       Operating System: CentOS Linux 7 (Core)
       OSType: linux
       Architecture: x86_64
       CPUs: 16
       Total Memory: 62.93GiB
      ```

      **Additional environment details (AWS, VirtualBox, physical, etc.):**

      NAME="CentOS Linux"
      VERSION="7 (Core)"
      ID="centos"
      ID_LIKE="rhel fedora"
      PRETTY_NAME="CentOS Linux 7 (Core)"
      BUG_REPORT_URL="https://bugs.example.org/"
      """
  }

  @Test("the same in an issue's template, with a logger's prefixes", arguments: logPrefixes)
  func pastedAsIssue(_ prefix: String) async throws {
    let text = try String(contentsOfFile: Self.symptom, encoding: .utf8)
    let issue = cache.path + "/issue.txt"
    try Self.issue(text, loggedAs: prefix).write(toFile: issue, atomically: true, encoding: .utf8)
    let plain = try await investigation().culprits(
      Self.old, Self.new, symptoms: [Self.symptom],
      question: RankingQuestion(scope: SuspectScope(architecture: "x86")))
    let pasted = try await investigation().culprits(Self.old, Self.new, symptoms: [issue])
    let (first, expected) = (
      try #require(pasted.ranking.suspects.first), try #require(plain.ranking.suspects.first)
    )
    #expect(first.candidate.subject == Self.culprit)
    #expect(abs(first.probability - expected.probability) < 1e-9, "\(first.probability)")
    let machine = pasted.search.symptom.machine
    #expect(machine.architecture == "x86")
    #expect(machine.releases == ["4.4.157-1.el7.elrepo.x86_64"])
    #expect(machine.distributions == ["CentOS Linux 7 (Core)"])
  }

  @Test("36 version bumps stand for exactly the commits that git lists")
  func expansion() async throws {
    let report = try await investigation().compare(Self.old, Self.new)
    guard case .packages(let difference, let resolved) = report.upgrade.operands else {
      throw Command.Failure("two packages are not a range")
    }
    #expect(difference.counts.releasesAdded == 36)
    #expect(difference.counts.removed == 0)
    let expanded = resolved.count {
      if case .expanded = $0.resolution { true } else { false }
    }
    #expect(expanded == 36)
    let listed = try await Command.git(
      "log", "--no-merges", "--format=%H %s", "v4.4.121..v4.4.157", in: clone
    ).filter { !$0.dropFirst(41).hasPrefix("Linux 4.4.") }
    #expect(
      report.upgrade.changes.map { "\($0.commit.id)" } == listed.map { String($0.prefix(40)) })
  }

  @Test("versions and revisions of the clone are operands too")
  func revisions() async throws {
    let expected = try await investigation().compare(Self.old, Self.new).upgrade.changes
    for (old, new) in [("4.4.121", "v4.4.157"), (Self.old, "4.4.157"), ("v4.4.121", Self.new)] {
      let report = try await investigation().compare(old, new)
      #expect(report.upgrade.changes == expected, "\(old) \(new)")
      guard case .range(let range) = report.upgrade.operands else {
        throw Command.Failure("a revision is an end of a range")
      }
      #expect(range.added.compactMap(\.release).count == 36)
    }
    let range = try await investigation().compare("v4.4.155~2", "v4.4.156~1")
    let listed = try await Command.git(
      "log", "--no-merges", "--format=%H %s", "v4.4.155~2..v4.4.156~1", in: clone
    ).filter { !$0.dropFirst(41).hasPrefix("Linux 4.4.") }
    #expect(range.upgrade.changes.map { "\($0.commit.id)" } == listed.map { String($0.prefix(40)) })
    guard case .range(let between) = range.upgrade.operands else {
      throw Command.Failure("two revisions are a range")
    }
    #expect(between.added.map(\.range) == [between.whole])
  }

  @Test("what came later does not touch the ranking, and equal input gives equal bytes")
  func noPeeking() async throws {
    let question = RankingQuestion(usesKnownFixes: false)
    let all = try await investigation()
      .culprits(Self.old, Self.new, symptoms: [Self.symptom], question: question)
    let past = try await investigation(asOf: ["v4.4.157", "v4.4.121"])
      .culprits(Self.old, Self.new, symptoms: [Self.symptom], question: question)
    #expect(
      all.ranking.suspects.map(\.candidate.id)
        == past.ranking.suspects.map(\.candidate.id))
    #expect(all.ranking.suspects.map(\.probability) == past.ranking.suspects.map(\.probability))
    #expect(
      past.ranking.suspects.first?.candidate.followUps.contains { $0.status == .missing } == false)
    let again = try await investigation()
      .culprits(Self.old, Self.new, symptoms: [Self.symptom], question: question)
    #expect(Report.culprits(all).rendered(as: .json) == Report.culprits(again).rendered(as: .json))
  }

  @Test("hostile messages come out inert in every format", arguments: ReportFormat.allCases)
  func hostile(_ format: ReportFormat) async throws {
    let report = try await investigation().report(Self.old, Self.new, symptoms: [Self.symptom])
    let style = TerminalStyle(width: 100, color: false)
    let text = Report.upgrade(report).rendered(as: format, style: style)
    let hostile = report.upgrade.changes.filter { change in
      change.commit.subject.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" }
        || change.commit.body.contains("<script") || change.commit.subject.contains("<script")
    }
    #expect(hostile.count >= 3)
    let active = text.unicodeScalars.filter { scalar in
      (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value)
    }
    #expect(active.isEmpty)
    if [.html, .markdown, .shortMarkdown, .gitHubSummary].contains(format) {
      // The page has one script of its own.
      let rest = text.replacing("\\<script", with: "")
        .replacing("<script>\"use strict\"", with: "")
      #expect(!rest.contains("<script"))
    }
  }

  static let emptyRanges: [(operands: [String], name: String)] = [
    (["v4.4.157..v4.4.121"], "v4.4.157..v4.4.121"),
    (["v4.4.157", "v4.4.121"], "v4.4.157 → v4.4.121"),
    (["4.4.157", "4.4.121"], "4.4.157 → 4.4.121"),
    (["v4.4.157", "v4.4.157"], "v4.4.157 → v4.4.157"),
  ]

  @Test(
    "commits between kernels in the wrong order are none, and that is said", arguments: emptyRanges)
  func saysSwapped(_ example: (operands: [String], name: String)) async throws {
    let report = try await investigation().fixes(.missing(.init(in: nil, of: example.operands)))
    guard case .missing(let missing) = report.answer else { throw Command.Failure("no answer") }
    #expect(missing.followUps.isEmpty)
    #expect(report.remarks.contains(.emptyRange(example.name)), "\(report.remarks)")
    let forward = try await investigation().fixes(
      .missing(.init(in: nil, of: ["v4.4.121", "v4.4.157"])))
    #expect(!forward.remarks.contains { if case .emptyRange = $0 { true } else { false } })
  }

  static let narrowed: [(matching: String, count: Int)] = [
    ("whiteout", 1), ("uid -whiteout", 0), ("\"creating over whiteout\"", 1),
    ("\"over creating whiteout\"", 0), ("author:nobody whiteout", 0), ("path:fs/overlayfs uid", 1),
    ("path:net uid", 0), ("uid until:v4.6", 0), ("uid since:v4.6", 1),
  ]

  @Test("what a kernel lacks is narrowed by all that a text says", arguments: narrowed)
  func narrows(_ row: (matching: String, count: Int)) async throws {
    let report = try await investigation().fixes(
      .missing(.init(in: "v4.4.157", criteria: FixCriteria(matching: row.matching))))
    guard case .missing(let answer) = report.answer else { throw Command.Failure("none") }
    let found = answer.followUps.filter { $0.commit.subject == Self.fix && $0.status == .missing }
    #expect(found.count == row.count)
  }

  @Test("a period that the text and an option both give is refused")
  func refusesTwoPeriods() async throws {
    await #expect(throws: InvestigationError.self) {
      try await investigation().fixes(
        .search(FixCriteria(matching: "uid since:v4.4", since: "v4.5"), in: []))
    }
  }

  @Test("a CVE that no message names is found by the fix that a list has for it")
  func fixesByList() async throws {
    let found = try await investigation().fixes(
      .search(FixCriteria(matching: "uid over whiteout", limit: 1), in: []))
    guard case .search(_, let findings, _) = found.answer else { throw Command.Failure("none") }
    let fix = try #require(findings.first).commit.id
    let directory = try TemporaryDirectory()
    try directory.write(
      """
      {"CVE-2099-1": {"fixes": "\(fix)"}, "CVE-2099-2": {"fixes": "0123456789abcdef0123456789abcdef01234567"}}
      """, to: "data/kernel_cves.json")
    func ask(_ cve: String, _ data: String?) async throws -> FixesReport {
      try await investigation().fixes(
        .search(FixCriteria(cves: [cve], cveData: data, limit: 5), in: ["v4.4.157"]))
    }
    let listed = try await ask("CVE-2099-1", directory.path)
    guard case .search(_, let hits, _) = listed.answer else { throw Command.Failure("none") }
    #expect(hits.map(\.commit.subject) == [Self.fix])
    #expect(listed.haveAll == .no)
    #expect(try await ask("CVE-2099-1", nil).haveAll == .unknown)
    // The list names a commit that the clone lacks.
    let lacking = try await ask("CVE-2099-2", directory.path)
    #expect(lacking.haveAll == .unknown)
    guard case .commit(let id, _)? = lacking.unknown.first?.asked else {
      throw Command.Failure("\(lacking.unknown)")
    }
    #expect(id.digits.hasPrefix("0123456789ab"))
  }

  @Test("fixes of the backport, of a text, and all that 4.4.157 lacks")
  func fixes() async throws {
    let changes = try await investigation().compare(Self.old, Self.new).upgrade.changes
    let backport = try #require(changes.first { $0.commit.subject == Self.culprit }).commit.id
    let ofCommit = try await investigation().fixes(.ofCommits(["\(backport.short)"], in: []))
    guard case .ofCommits(let findings) = ofCommit.answer else {
      throw Command.Failure("no answer")
    }
    let repairs = findings.flatMap(\.followUps).filter { $0.kind == .fix }
    #expect(repairs.map(\.commit.subject) == [Self.fix])
    #expect(findings.flatMap(\.landings).map(\.branch) == ["mainline", "4.4.y"])
    #expect(ofCommit.target == "v4.4.157")

    let matching = try await investigation().fixes(
      .search(FixCriteria(matching: "uid over whiteout", limit: 5), in: []))
    guard case .search(_, let found, _) = matching.answer else {
      throw Command.Failure("no answer")
    }
    #expect(found.first?.commit.subject == Self.fix)

    let missing = try await investigation().fixes(.missing(.init(in: "v4.4.157")))
    guard case .missing(let answer) = missing.answer else { throw Command.Failure("no answer") }
    let followUps = answer.followUps
    #expect(followUps.contains { $0.commit.subject == Self.fix && $0.status == .missing })
    #expect(followUps.contains { $0.status == .reverted })
    #expect(followUps.contains { $0.status == .culpritReverted })
    #expect(followUps.allSatisfy { $0.standing != .missing(of: []) && $0.kernel == "v4.4.157" })
  }

  @Test("a mainline commit that the clone lacks is found by its backport")
  func absentOriginal() async throws {
    let builder = try await HistoryBuilder()
    let original = String(repeating: "1234567890", count: 4)
    try await builder.commit("root", "Linux 4.4")
    try await builder.commit(
      "backport", on: "linux-4.4.y", "fs: add it\n\ncommit \(original) upstream.", parents: ["root"]
    )
    try await builder.commit(
      "fix", on: "linux-4.4.y", "fs: mend it\n\nFixes: \(original.prefix(12)) (\"fs: add it\")")
    let other = Investigation(clone: .init(path: builder.path, indexDirectory: cache.path))
    let report = try await other.fixes(
      .ofCommits([String(original.prefix(12))], in: ["linux-4.4.y"]))
    guard case .ofCommits(let findings) = report.answer else { throw Command.Failure("no answer") }
    #expect(findings.map { "\($0.commit.id)" } == [builder.id("backport")])
    #expect(findings.flatMap(\.followUps).map(\.status) == [.present])
    let backport = try #require(CommitID(builder.id("backport")))
    #expect(
      report.remarks.contains(.answeredByBackport(of: String(original.prefix(12)), backport)))
    await #expect(throws: InvestigationError.self) {
      try await other.fixes(.ofCommits(["fedcba987654"], in: []))
    }
  }

  @Test(
    "the report takes eight pages of paper at most",
    .enabled(if: PrintedPages.isInstalled, Comment(rawValue: PrintedPages.reason)),
    arguments: PrintedPages.Paper.allCases)
  func printsOnFewPages(_ paper: PrintedPages.Paper) async throws {
    let page = try await Command.ktrail([
      "report", Self.old, Self.new, "--linux", clone, "--symptom", Self.symptom, "--now",
      "2026-11-29", "--field", "change=CHG-4711", "--format", "html",
    ])
    #expect(page.exitCode == 0, "\(page.errors)")
    let pages = try await PrintedPages.of(page.output, paper).pages
    #expect((2...8).contains(pages.count))
    #expect(pages.allSatisfy { $0.contains("Change CHG-4711") })
  }
}
