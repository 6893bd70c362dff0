import Assessment
import Foundation

@testable import Bisection
@testable import ChangeModel
@testable import Changelogs
@testable import Culprits
@testable import History
@testable import Investigation
@testable import Reports

extension FuzzTarget {
  /// Changelogs of any dialect; two, compared, if the input has two parts.
  static let changelog = FuzzTarget("changelog", longest: 8192, triesInTests: 150) {
    SeedFiles.fixtures("overlayfs-story", ending: ".changelog")
      + SeedFiles.shared("data/changelogs", ending: ".changelog", first: 1024)
      + SeedFiles.shared("data/changelogs/debian", ending: "", first: 1024)
      + [
        Array(
          """
          linux (6.1.52-1) bookworm-security; urgency=high

            * New upstream stable update:
              - [x86] ovl: fix a race (CVE-2023-1)

           -- A. Packager <a@example.org>  Thu, 07 Sep 2023 17:11:11 +0200
          """.utf8),
        Array(
          """
          -------------------------------------------------------------------
          Mon Jun  3 11:22:33 CEST 2024 - a@example.org

          - ovl: fix a race (bsc#1012628 CVE-2024-1).
          - commit 78175ea
          """.utf8),
        .parts(
          "* Mon Jun 03 2024 A <a@example.org> - 5.14.0-2\n- ovl: fix (A) [1] {CVE-2024-1}\n\n",
          "* Tue Jun 04 2024 A <a@example.org> - 5.14.0-3\n- ovl: more (B) [2]\n\n"),
        Array(
          "commit 0123456789012345678901234567890123456789\nAuthor: A <a@b>\n\n    ovl: x\n".utf8),
      ] + GitListSeeds.all
  } read: { input in
    let found = input.parts.prefix(2).compactMap { part -> Changelog? in
      guard let changelog = try? ChangelogParser(source: "x").parse(part) else { return nil }
      let lines = part.count { $0 == UInt8(ascii: "\n") } + 1
      for entry in changelog.releases.flatMap(\.entries) {
        demand((1...lines).contains(entry.position.line), "line \(entry.position.line) of \(lines)")
      }
      return changelog
    }
    guard let new = found.last, let old = found.first else { return }
    let same = ChangelogDifference.between(
      PackageChangelog(changelog: new, takenFor: "x"),
      PackageChangelog(changelog: new, takenFor: "x"))
    demand(
      same.added.isEmpty && same.removed.isEmpty && same.reworded.isEmpty, "differs from itself")
    let difference = ChangelogDifference.between(
      PackageChangelog(changelog: old, takenFor: "x"),
      PackageChangelog(changelog: new, takenFor: "x"))
    let count = new.releases.reduce(0) { $0 + $1.entries.count }
    demand(
      difference.added.count + difference.reworded.count + difference.unchangedCount == count,
      "\(count) entries are not the sum of their kinds")
    _ = try? ChangelogParser(source: "x").parse(Array(new.rpmText.utf8))
  }

  static let references = FuzzTarget("references", longest: 2048) {
    [
      "ovl: fix\n\nFixes: 0123456789ab (\"ovl: add\")\nCc: stable@vger.kernel.org # 4.4+\n",
      "ovl: fix\n\ncommit 0123456789012345678901234567890123456789 upstream.\n\n[ Upstream commit 0123456789abcdef ]\n",
      "Revert \"ovl: add\"\n\nThis reverts commit 0123456789012345678901234567890123456789, reversing\nchanges made to 1123456789012345678901234567890123456789.\n",
      "a\n\n(cherry picked from commit 0123456789012345678901234567890123456789)\nCVE-2018-16597 cve-2019-1\n",
      "a\n\nStable-dep-of: 0123456789ab (\"x\nFixes: 01234567 89abcdef (\"two\n lines\")\n",
    ].map { Array($0.utf8) }
  } read: { input in
    let found = MessageReferences(reading: input[...])
    // What stands before and after a message in memory is not part of it.
    let inside =
      Array("\nFixes: aaaaaaaaaaaa".utf8) + input + Array("bbbbbbbbbbbb (\"x\")\nCVE-1999-1".utf8)
    let slice = inside[20..<(20 + input.count)]
    demand(MessageReferences(reading: slice) == found, "reads beside the message")
  }

  static let symptom = FuzzTarget("symptom", longest: 4096) {
    SeedFiles.fixtures("overlayfs-story", ending: "symptom.txt")
      + [
        """
        BUG: unable to handle kernel NULL pointer dereference at 0000000000000010
        RIP: 0010:ovl_create_or_link+0x1a/0x2b [overlay]
        Call Trace:
         ? __warn+0x1/0x2 fs/overlayfs/dir.c:12 [inline]
         #3 [ffff880012345678] schedule at ffffffff81234567
        [pid 7] mkdir("a", 0777) = -1 EACCES (Permission denied)
        overlay on / type overlay (rw,lowerdir=/a:/b,upperdir=/c)
        e1000e 0000:00:19.0: failed with error -13; java.nio.file.AccessDeniedException
        """
      ].map { Array($0.utf8) }
  } read: { input in
    let symptom = Symptom(parsing: input.text)
    demand(symptom.text == input.text, "the text is lost")
  }

  /// A symptom's excerpt, which must not depend on how the input comes in.
  static let excerpt = FuzzTarget("excerpt", longest: 8192, triesInTests: 100) {
    [
      Array("\0BUG: x\nCall Trace:\n a+0x1/0x2\n---[ end trace 0 ]---\nmount failed\n".utf8),
      [0xFF, 0xFE, 0x61, 0, 0x0A, 0],
    ] + SeedFiles.fixtures("overlayfs-story", ending: "symptom.txt")
  } read: { input in
    func outcome(chunk: Int) -> [ExcerptPiece] {
      var splitter = PieceSplitter()
      for start in stride(from: 0, to: input.count, by: chunk) {
        input[start..<min(start + chunk, input.count)].withUnsafeBytes { splitter.read($0) }
      }
      splitter.finish()
      return splitter.selection.pieces
    }
    let whole = outcome(chunk: input.count + 2)
    // Text of two bytes a character is told by its first two.
    for chunk in [7, 4096] { demand(outcome(chunk: chunk) == whole, "chunks of \(chunk)") }
    var reader = SymptomExcerptReader(name: "x")
    input.withUnsafeBytes { reader.read($0) }
    if case .excerpt(let excerpt) = reader.finish() { _ = Symptom(parsing: excerpt.text) }
  }

  private static let lists = ScratchFolder()
  static let commitList = FuzzTarget("commit-list", longest: 1024) {
    [
      "0123456789012345678901234567890123456789,A. Author,fs/a.c\n# x\n0123456789ab\r\n\n",
      "zz\n",
    ].map { Array($0.utf8) }
  } read: { input in
    guard let list = try? CommitList(reading: lists.write(input, to: "list")) else { return }
    demand(list.count > 0, "an empty list")
    _ = list.headings(of: Set(list.full))
  }

  static let bisectLog = FuzzTarget("bisect-log", longest: 1024) {
    [
      "git bisect start '--term-new=fixed' '--term-old=broken'\n# good: [a] b\ngit bisect fixed v4.4\ngit bisect skip a b\n",
      "git bisect start\r\n# x\ngit-bisect good 'v4.4.157'\ngit bisect bad HEAD\ngit bisect terms\n",
    ].map { Array($0.utf8) }
  } read: { input in
    guard let log = try? GitBisectLog(parsing: input) else { return }
    let text = log.text { $0 }
    demand(!text.unicodeScalars.contains { $0 != "\n" && $0.isActive }, "a control in \(text)")
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      demand(line.hasPrefix("git bisect "), "\(line) is another command")
    }
  }

  /// What users and scripts pass as versions, ids, dates and criteria.
  static let revision = FuzzTarget("revision", longest: 200) {
    [
      "4.4.157-1.el7", "v6.1-rc3", "missing-fix>5%", "suspect>0.3", "2018-12-31", "3 weeks ago",
      "0123456789ab", "kernel-lt-4.4.157-1.el7.elrepo.x86_64", "6.1.52-1~bpo11+1",
      "18446744073709551616.1",
    ].map { Array($0.utf8) }
  } read: { input in
    let text = input.text
    if let version = KernelVersion(text) {
      demand(KernelVersion("\(version)") == version, "\(version) is not itself")
      _ = (version.tagName, version.series, version.predecessorInSeries)
    }
    if let criterion = Criterion(text) {
      demand(Criterion("\(criterion)") == criterion, "\(criterion) is not itself")
    }
    if let id = CommitID(text) { demand(CommitID("\(id)") == id, "\(id) is not itself") }
    if let id = AbbreviatedCommitID(text) {
      demand(AbbreviatedCommitID("\(id)") == id, "\(id) is not itself")
    }
    _ = WrittenTime(text)
    demand(!text.inert().unicodeScalars.contains(where: \.isActive), "an active scalar is left")
    _ = text.displayWidth
  }
}
