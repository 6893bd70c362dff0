import Assessment
import Bisection
import ChangeModel
import Changelogs
import Git
import History
import Investigation
import Kbuild
import Reports
import Testing

@testable import ktrail

/// What went wrong and where is the libraries' to say, what to do the command's: here both are read as users see them.
@Suite("Complaints") struct ComplaintTests {
  /// Two revisions the wrong way round.
  private static let swapped: Upgrade = {
    let ids = ["1", "2"].map { CommitID(String(repeating: $0, count: 40))! }
    let range = RevisionRange(
      old: .init(name: "v4.4.2", commit: ids[1], release: KernelVersion("4.4.2")),
      new: .init(name: "v4.4.1", commit: ids[0], release: KernelVersion("4.4.1")),
      order: .backward, steps: [])
    return Upgrade(.range(range), order: .backward)
  }()

  static let ofChangelogs: [(ChangelogError, String)] = [
    (
      .noSuchOperand("kernel", PackageSearch(rpm: .unknownName, dpkg: .unknownName)),
      """
      kernel: no such file, and neither rpm nor dpkg has an installed package of this name; check the spelling, or give \
      a changelog dump, an .rpm, a .deb, or (with --linux) a kernel version
      """
    ),
    (
      .noSuchOperand(
        "kernel-lt-4.4.121",
        PackageSearch(
          rpm: .unknownName, dpkg: .programMissing, nearest: ["kernel-lt", "kernel-lt-4.4.157"])),
      """
      kernel-lt-4.4.121: no such file, and rpm has no installed package of this name, and dpkg is not installed to ask \
      for a package of this name; the nearest installed packages are kernel-lt, kernel-lt-4.4.157
      """
    ),
    (
      .noSuchOperand(
        "linux-image-6.1.0-46-amd64",
        PackageSearch(
          rpm: .noDatabase, dpkg: .onlyConfiguration, nearest: ["linux-image-6.1.0-47-amd64"])),
      """
      linux-image-6.1.0-46-amd64: no such file, and there is no database of rpm, and dpkg has only the configuration of \
      this package, which was removed; the nearest installed package is linux-image-6.1.0-47-amd64
      """
    ),
    (
      .noSuchOperand("kernel", PackageSearch(rpm: .failed(.failed(.said("it is \u{1B}broken"))))),
      """
      kernel: no such file, and rpm could not be asked: it is <U+001B>broken; check the spelling, or give a changelog \
      dump, an .rpm, a .deb, or (with --linux) a kernel version
      """
    ),
    (
      .changelogElsewhere(
        "meta.deb", package: "linux-image-amd64", in: "linux-image-6.1.0-47-amd64"),
      """
      meta.deb has no changelog of the kernel: linux-image-amd64 only leads to linux-image-6.1.0-47-amd64, which has it; \
      give that package
      """
    ),
    (
      .changelogElsewhere(
        "linux-image-amd64", package: "linux-image-amd64", in: "linux-image-6.1.0-47-amd64"),
      """
      linux-image-amd64 has no changelog of the kernel: it only leads to linux-image-6.1.0-47-amd64, which has it; give \
      that package
      """
    ),
    (
      .noDirectory("/srv"),
      """
      /srv is not a directory; pass --root the root directory of a system, --rpm-dbpath the directory of rpm's database
      """
    ),
    (
      .noDatabase("/srv", lookedFor: ["var/lib/rpm", "var/lib/dpkg/status"]),
      """
      /srv has no database of packages: looked for var/lib/rpm, var/lib/dpkg/status; pass --root the root directory of a \
      system, --rpm-dbpath the directory of rpm's database
      """
    ),
    (
      .unusedDatabases(PackageDatabases(root: "/srv")),
      "/srv would be asked for an installed package, and no operand is one; leave out --root"
    ),
    (
      .unusedDatabases(PackageDatabases(rpm: "/srv")),
      "/srv would be asked for an installed package, and no operand is one; leave out --rpm-dbpath"
    ),
    (
      .unusedDatabases(PackageDatabases(root: "/srv", rpm: "/db")),
      """
      /srv and /db would be asked for an installed package, and no operand is one; leave out --root and --rpm-dbpath
      """
    ),
    (
      .impossibleName("a\u{0}"),
      """
      "a<U+0000>": no file or package can have this name (empty, or with control characters); give \
      the path of a changelog or the name of a package
      """
    ),
    (
      .directory("/srv"),
      "/srv is a directory; give the changelog file inside it, or a clone with --linux"
    ),
    (
      .notRegularFile("/dev/null"),
      "/dev/null is not a regular file; save its text and give that, or pipe it in with -"
    ),
    (
      .unreadable("a.txt", reason: "Permission denied"),
      "a.txt cannot be read: Permission denied; check its permissions"
    ),
    (
      .empty("a.txt"),
      """
      a.txt is empty; save the changelog again, for example with "rpm -q --changelog kernel-core"
      """
    ),
    (
      .binary("a.out"),
      """
      a.out is a binary file and none of .rpm, .deb, gzip, xz, zstd; give a changelog as text or the \
      package itself
      """
    ),
    (
      .noChangelog("a.txt"),
      """
      a.txt is not a changelog: no line starts a release, as "* Wed Sep 19 2018 Name <mail> - \
      4.4.157-1" does; give what "rpm -q --changelog" prints, a .spec with %changelog, a .changes, \
      a Debian changelog, a ChangeLog-x.y.z, what "git log" prints (with ids, or as "git shortlog"), \
      or a system's release notes
      """
    ),
    (
      .onlyCounts("a.txt"),
      """
      a.txt has numbers and names, as "git shortlog -s" prints, and no commits; leave out -s, or \
      give what "git log --oneline" prints
      """
    ),
    (
      .tooLarge("a.gz", limit: 512 << 20),
      """
      a.gz holds more than 512 MiB, which no changelog does; check that it is the right file
      """
    ),
    (
      .damagedArchive("a.gz", .said("unexpected end of file")),
      "a.gz cannot be unpacked: unexpected end of file; fetch or save it again"
    ),
    (
      .missingTool("zstd", neededFor: "a file packed with zstd"),
      "zstd is not installed, but a file packed with zstd needs it; install the package zstd"
    ),
    (
      .damagedArchive("a.gz", .signal(9)),
      "a.gz cannot be unpacked: signal 9 ended the program; fetch or save it again"
    ),
    (
      .queryFailed("a.rpm", tool: "rpm", .failed(.said("\u{1B}[31mnot an rpm package"))),
      """
      rpm cannot read the changelog of a.rpm: <U+001B>[31mnot an rpm package; check the package
      """
    ),
    (
      .queryFailed("a.rpm", tool: "rpm", .failed(.silent)),
      "rpm cannot read the changelog of a.rpm: it gave no reason; check the package"
    ),
    (
      .queryFailed("a.rpm", tool: "rpm", .namesNoPackage),
      "rpm cannot read the changelog of a.rpm: it names no package; check the package"
    ),
    (
      .noAnswer("rpm", of: "kernel", after: .seconds(120)),
      """
      rpm gave no answer on kernel within 120 seconds; see whether it answers when called by hand
      """
    ),
    (
      .severalInstalled("kernel", ["kernel-1-1.x86_64", "kernel-2-1.x86_64"]),
      """
      2 packages named kernel are installed; give one in full, or compare them: kernel-1-1.x86_64 kernel-2-1.x86_64
      """
    ),
    (
      .severalInstalled("kernel", ["kernel-1-1.x86_64", "kernel-2-1.x86_64", "kernel-3-1.x86_64"]),
      """
      3 packages named kernel are installed; give one in full: kernel-1-1.x86_64, kernel-2-1.x86_64, kernel-3-1.x86_64
      """
    ),
    (
      .packageWithoutChangelog("a.rpm"),
      """
      a.rpm has no changelog (built without, or trimmed); give the package's .rpm or .deb, its .spec or a saved dump
      """
    ),
  ]

  static let clone = "/srv/it's"
  static let id = CommitID("5f0e3a91c2b4d6e8f0a1b2c3d4e5f60718293a4b")!

  static let ofClones: [(HistoryError, String)] = [
    (
      .git(.notARepository(path: "/srv")),
      "/srv is not a git repository; pass --linux the directory of a Linux clone (bare or not)"
    ),
    (
      .git(.unsupported(path: "/srv", reason: "unknown object format")),
      "/srv cannot be opened: unknown object format; use a clone with SHA-1 names and packed or loose refs"
    ),
    (
      .git(.notOwned(path: clone)),
      #"/srv/it's belongs to another user, so git's rules forbid trusting it; `git config --global --add safe.directory '/srv/it'\''s'` allows it"#
    ),
    (
      .git(.unknownRevision("v9", path: "/srv")),
      "v9 is not in /srv; `git -C /srv fetch --tags` may bring it"
    ),
    (
      .git(.ambiguousRevision("5f0e", path: "/srv")),
      "5f0e names more than one object of /srv; give more digits"
    ),
    (
      .git(
        .unreadableReference(
          .init(reference: "refs/tags/v4.8", id: id, reason: .missing), path: "/srv")),
      "refs/tags/v4.8 leads to \(id), which is missing in /srv; `git -C /srv fsck` says more"
    ),
    (
      .git(.missingObject(id, path: "/srv")),
      "object \(id) is missing in /srv; `git -C /srv fsck` says more"
    ),
    (
      .git(.damagedObject(id, path: "/srv", reason: "a hole")),
      "object \(id) of /srv is damaged: a hole; `git -C /srv fsck` says more"
    ),
    (
      .git(.failed(operation: "walk /srv", code: -1, reason: "no memory")),
      "walk /srv: no memory (libgit2 error -1)"
    ),
    (
      .index(path: "/cache/i", reason: "disk I/O error"),
      "the index /cache/i cannot be used: disk I/O error; pass --index-dir a directory you may write to"
    ),
    (
      .lostIndex(path: "/cache/i"),
      "the index /cache/i was damaged or removed while it was in use; ask again, and it is rebuilt"
    ),
    (
      .noThread(reason: "Resource temporarily unavailable"),
      "no thread can be started: Resource temporarily unavailable; raise the limit of processes (`ulimit -u`)"
    ),
    (
      .noRoom(path: "/cache/i"),
      "no room left for the index /cache/i; free some space, or pass --index-dir another disk"
    ),
    (
      .unknownRelease(
        KernelVersion("4.4.158")!, clone: "/srv", newest: KernelVersion("4.4.157"), nearest: []),
      "v4.4.158 is not in this clone (/srv, newest of 4.4: 4.4.157); `git -C /srv fetch https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git tag v4.4.158` brings it"
    ),
    (
      .unknownRelease(
        KernelVersion("4.4.130")!, clone: "/srv", newest: KernelVersion("4.4.157"),
        nearest: [KernelVersion("4.4.121")!, KernelVersion("4.4.140")!]),
      "v4.4.130 is not in this clone (/srv; the nearest are v4.4.121 and v4.4.140); `git -C /srv fetch https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git tag v4.4.130` brings it"
    ),
    (
      .unknownCommit("5f0e3a9", clone: "/srv"),
      "5f0e3a9 is not a commit of /srv; check the name, or fetch the branch that has it"
    ),
    (
      .outOfSight("v4.8", bound: [id, id]),
      "v4.8 is not reachable from 5f0e3a91c2b4 or 5f0e3a91c2b4; --as-of keeps everything else out of sight"
    ),
    (
      .unreadableHistory("5f0e3a9", .init(id: id, reason: .damaged), clone: "/srv"),
      "whether 5f0e3a9 is a commit of /srv is unknown: object \(id) is damaged; `git -C /srv fsck` says more"
    ),
    (
      .ambiguousCommit("5f0e", [id, id], clone: "/srv"),
      "5f0e may be 5f0e3a91c2b4 or 5f0e3a91c2b4; give more digits"
    ),
  ]

  static let ofMachines: [(KbuildError, String)] = [
    (
      .noConfiguration(source: "diary"),
      "diary is not a kernel configuration; pass a file such as /boot/config-$(uname -r) or a .config"
    ),
    (
      .unknownArchitecture(source: "config"),
      "config does not say which architecture it is for; pass --arch, such as --arch x86"
    ),
    (
      .noModules(source: "host"),
      "host is empty; pass what lsmod prints, a copy of /proc/modules, or one module's name a line"
    ),
    (
      .malformedModule(source: "host", line: 2, text: "Dear diary"),
      """
      host:2: expected a module's name or a line of lsmod, found "Dear diary"; pass what lsmod prints, a copy of \
      /proc/modules, a directory of such files, or an inventory with one JSON object a line
      """
    ),
  ]

  private static let line = SourcePosition(file: "w", line: 3)

  static let ofQuestions: [(InvestigationError, String)] = [
    (.changelog(.unreadable("a", reason: "EIO")), "a cannot be read: EIO; check its permissions"),
    (
      .history(.git(.ambiguousRevision("5f", path: "/srv"))),
      "5f names more than one object of /srv; give more digits"
    ),
    (
      .kbuild(.noModules(source: "host")),
      "host is empty; pass what lsmod prints, a copy of /proc/modules, or one module's name a line"
    ),
    (
      .unknownOperand(
        "x", clone: nil, packages: PackageSearch(rpm: .unknownName, dpkg: .unknownName)),
      "x is not a file, and neither rpm nor dpkg has an installed package of this name; pass a saved changelog, an .rpm, a .deb, or the name of an installed package; a kernel version needs --linux DIR too"
    ),
    (
      .unknownOperand(
        "x", clone: "/srv", packages: PackageSearch(rpm: .unknownName, nearest: ["y"])),
      "x is neither a file nor a revision of /srv, and rpm has no installed package of this name; the nearest installed package is y"
    ),
    (
      .cloneNeeded(for: .rankingCulprits),
      "ranking culprits needs the history of the kernel; pass --linux DIR, set KTRAIL_LINUX, or work in a clone of Linux"
    ),
    (
      .noVersion(source: "a.txt"),
      "a.txt names no kernel version to compare with a revision; pass a changelog whose headings have versions, or two revisions"
    ),
    (
      .unreadableSymptom(path: "dmesg", .empty),
      "the symptom dmesg cannot be read: it is empty; pass a text file, or - for standard input"
    ),
    (
      .unreadableMachineFile(path: "config", reason: "Is a directory"),
      "config cannot be read: Is a directory; pass a configuration of the kernel to --config, a list of modules to --modules"
    ),
    (
      .notOneCandidate("5f0e3a9", count: 0, of: 1_234),
      "no commit between the two versions starts with 5f0e3a9; give --explain one of the 1,234 commits that are between them"
    ),
    (
      .notOneCandidate("5f0e3a9", count: 2, of: 1_234),
      "5f0e3a9 is ambiguous (2 commits); give --explain more digits"
    ),
    (
      .nothingBetween("v4.5", "v4.4"),
      "the clone has no commits between v4.5 and v4.4; put the older kernel first, and check that the clone has both"
    ),
    (
      .unreadableLog(path: "log", line: 3, .revision(.unknownCommit("v9", clone: "/srv"))),
      "log:3: v9 is not a commit of /srv; pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    ),
    (
      .unreadableLog(path: "log", line: 3, .malformed(.notACommand("rm -rf x\u{1B}"))),
      "log:3: expected \"git bisect …\", found \"rm -rf x<U+001B>\"; pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    ),
    (
      .unreadableLog(path: "log", line: 3, .malformed(.noSubcommand)),
      "log:3: git bisect without a word that says what; pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    ),
    (
      .unreadableLog(path: "log", line: 3, .malformed(.notAnAnswer("run", in: .usual))),
      "log:3: \"run\" is not an answer of this log; its words are good, bad, skip; pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    ),
    (
      .unreadableLog(path: "log", line: 3, .malformed(.terms(.taken("log")))),
      "log:3: \"log\" cannot be a word for kernels: it means something else already; pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    ),
    (
      .unreadableLog(path: "log", line: 3, .malformed(.terms(.malformed("a b")))),
      "log:3: \"a b\" cannot be a word for kernels: use letters, digits, - and _, 50 at most; pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    ),
    (
      .unreadableLog(path: "log", line: 3, .malformed(.terms(.same("x")))),
      "log:3: \"x\" cannot be the word for both kinds of kernels; pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    ),
    (
      .unreadableLog(path: "log", line: 3, .malformed(.tooLong(bytes: 5_000, limit: 4_096))),
      "log:3: the line has 5000 bytes; a command has 4096 at most; pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    ),
    (
      .git(operation: "rev-list", clone: "/srv", reason: "killed"),
      "`git -C /srv rev-list` could not answer: killed"
    ),
    (
      .unreadableList(path: "list", line: 7, .notAnID("hello")),
      "list:7: \"hello\" is not a commit id; pass a file with a commit id at the start of each line, or - for standard input"
    ),
    (
      .noCandidates(
        swapped,
        symptoms: [
          .init(name: "s", lineCount: 1, byteCount: 1, usedLines: [1...1], usedByteCount: 1)
        ], for: .culprits),
      """
      NEW (4.4.1) is older than OLD (4.4.2), so there is nothing to rank; \
      try `ktrail culprits --symptom s v4.4.1 v4.4.2`
      """
    ),
    (
      .noCandidates(swapped, symptoms: [], for: .report),
      "NEW (4.4.1) is older than OLD (4.4.2), so there is nothing to rank; try `ktrail report v4.4.1 v4.4.2`"
    ),
    (
      .sameBase(KernelVersion("4.18")!),
      "OLD and NEW are both based on v4.18, and their names do not say what else they have, so what differs between them is unknown; give their packages or changelogs"
    ),
    (
      .sameCandidate("4.4.2", "v4.4.2"),
      "4.4.2 and v4.4.2 are the same kernel; give each once: leave out v4.4.2"
    ),
    (
      .candidateIsOld("4.4.1"),
      "4.4.1 is the kernel that is to be replaced; name kernels that may take its place"
    ),
    (
      .notCandidates("4.4"),
      "4.4 is not a range of releases; write --candidates 6.1.115.. or 6.1.115..6.1.130"
    ),
    (
      .noCandidateReleases(from: "4.4.9", to: nil),
      "the clone has no release from 4.4.9 to the newest of its series that comes after OLD; check the range, or fetch the releases: git fetch --tags"
    ),
    (
      .notDowngrade("4.4.1", "4.4.2"),
      "4.4.2 is not older than 4.4.1, so this is not a downgrade; leave out --downgrade"
    ),
    (.unusableFile(path: "w", .notJSON), "w cannot be used: it is not valid JSON"),
    (
      .unusableLine(line, .expiry("soon", ofWaiver: "CVE-2018-1234")),
      "w:3: the expiry date of waiver CVE-2018-1234, \"soon\", is not of the form 2026-12-31"
    ),
    (
      .unusableLine(line, .notWaivable("4.14.121")),
      "w:3: \"4.14.121\" is neither a CVE nor seven digits or more of a commit's id; releases and subjects cannot be waived"
    ),
    (
      .unusableLine(line, .waiverParts(3)),
      "w:3: a waiver has 4 parts (WHAT | UNTIL | WHY | WHO), and this line has 3"
    ),
    (
      .unusableLine(line, .watchParts(5)),
      "w:3: an entry has 4 parts (WHERE | WORDS | WHY | WHO), and this line has 5; a part may be empty, but its bar must be there; bars in a text cannot be written"
    ),
    (.unusableLine(line, .noPlace), "w:3: no place is named; write * for anywhere"),
    (.unusableLine(line, .noWords), "w:3: there are commas, and no words"),
    (
      .unusableLine(line, .watchesAll),
      "w:3: neither a place nor words are named, so every change would be watched; add words, or name a place"
    ),
    (.unusableLine(line, .unsigned), "w:3: the reason or the owner is missing"),
    (.unusableLine(line, .notText), "w:3: the line is not UTF-8 text"),
    (
      .unusableLine(line, .unknownPlace("fs/overlay", nearest: ["fs/overlayfs"])),
      "w:3: \"fs/overlay\" names nothing in this kernel: no file or directory, no title of MAINTAINERS, and no subject begins with it; the nearest is fs/overlayfs"
    ),
    (
      .unusableLine(line, .unknownPlace("zebra", nearest: [])),
      "w:3: \"zebra\" names nothing in this kernel: no file or directory, no title of MAINTAINERS, and no subject begins with it; name it as --subsystem does, such as fs/overlayfs, or write * and words"
    ),
    (
      .unusableFile(path: "w", .emptyWatchList),
      "w cannot be used: it watches nothing; a line is WHERE | WORDS | WHY | WHO"
    ),
    (
      .unusableFile(path: "w", .notWaivers),
      "w cannot be used: it is not a JSON array of objects with the texts id, owner, reason and expiry; or give a line each: WHAT | UNTIL | WHY | WHO"
    ),
    (
      .kbuild(.noHosts(source: "inv", first: .unnamed, line: 2)),
      "inv:2: no host can be read from it: it has no \"host\"; a line of an inventory is {\"host\": \"web1\", \"kernel\": \"4.14.121\", \"modules\": [\"overlay\"]}"
    ),
    (
      .kbuild(.tooManyHosts(source: "inv", limit: 3)),
      "inv has more than 3 hosts; pass the hosts that the kernel is for"
    ),
    (
      .unusableFile(path: "p", .notAReport(.missing(key: "changes[3].id"))),
      "p cannot be used: it is not what `ktrail report --json` writes: changes[3].id is missing"
    ),
    (
      .unusableFile(path: "d", .noCVEs),
      "d cannot be used: it has no CVEs; pass a clone of the kernel's vulns repository or of linux_kernel_cves"
    ),
    (
      .notCulprits("a b"),
      "a b names no commits; pass --for A..B, a revision, OLD NEW, or a file with commit ids"
    ),
    (
      .unknownPlace("ovrelay", nearest: ["overlay"]),
      """
      "ovrelay" names nothing in this kernel: no file or directory, no title of MAINTAINERS, and no subject begins \
      with it; the nearest is overlay
      """
    ),
    (
      .unknownPlace("zzz", nearest: []),
      """
      "zzz" names nothing in this kernel: no file or directory, no title of MAINTAINERS, and no subject begins \
      with it; pass a directory such as fs/overlayfs
      """
    ),
    (
      .unknownArchitecture("amr", nearest: ["arm", "amd64"], known: ["arm"]),
      "\"amr\" is not an architecture of Linux; the nearest are arm, amd64"
    ),
    (
      .unknownArchitecture("zzz", nearest: [], known: ["arm", "x86"]),
      "\"zzz\" is not an architecture of Linux; this kernel has arm, x86"
    ),
    (
      .otherArchitecture("arm64", configuration: "config", says: "x86"),
      "config is for x86, not for arm64; leave out --arch arm64, or give --config one for it"
    ),
    (
      .notACommit("uid over"),
      "\"uid over\" is not a commit; to search messages pass --matching 'uid over', to search by place --touching"
    ),
    (
      .noSuchDay("2018-02-31"),
      "\"2018-02-31\" is neither a commit nor a day of the calendar; a day is written 2018-09-19"
    ),
    (
      .emptyPeriod(since: "v4.8", until: "v4.7"),
      "v4.8 does not come before v4.7, so no commit lies between them; give --since the earlier one, --until the later one"
    ),
    (
      .nothingToRank(entries: 0, reason: nil),
      "NEW adds no entries to OLD, so there is nothing to rank; are the operands the right way round?"
    ),
    (
      .nothingToRank(entries: 2, reason: .noSuchSubject()),
      "none of the 2 added entries leads to a commit of the clone: no commit here has this subject or one like it"
    ),
  ]

  static let ofBisections: [(BisectionError, String)] = [
    (
      .badName("a/b"),
      "\"a/b\" cannot be the name of a bisection; use letters, digits, - and _, a hundred at most"
    ),
    (
      .none("b", others: []),
      "there is no bisection b; begin one with `ktrail bisect start OLD NEW`"
    ),
    (
      .none("b", others: ["default", "ovl"]),
      "there is no bisection b, but default, ovl; choose one with --name, or begin one with `ktrail bisect start OLD NEW`"
    ),
    (
      .exists("ovl"),
      "the bisection ovl is under way; continue it, give it up with `ktrail bisect reset --name ovl`, or begin another with --name"
    ),
    (
      .damaged("default", path: "/s/default.json", .otherVersion(9)),
      "/s/default.json cannot be read: it was written by another version of ktrail (9); `ktrail bisect reset` removes it"
    ),
    (
      .unwritable(path: "/s", reason: "Read-only file system"),
      "/s cannot be written: Read-only file system; set XDG_STATE_HOME to a directory you may write to"
    ),
    (
      .replaced("b"),
      "the bisection b was reset, or begun again, by another command meanwhile; nothing was kept"
    ),
    (
      .inUse("b", path: "/s/b.tree", by: nil),
      "/s/b.tree, the work tree of the bisection b, is in use by another command; wait for it, or stop it first"
    ),
    (
      .notOurs(path: "/s/b.tree", .workTree(of: "/srv", at: "/s/b.tree")),
      "/s/b.tree is a work tree that git notes in the clone (`git -C /srv worktree remove --force /s/b.tree` removes it), not the work tree of this bisection, so nothing is checked out there and it is not removed; move it away, then go on"
    ),
    (
      .noFiles(clone: "/srv"),
      "/srv is bare, so no kernel can be checked out in it; leave out --checkout"
    ),
    (
      .uncommitted(clone: "/srv", files: ["a", "b", "c", "d"]),
      "/srv has changes that are not committed (a, b, c, …); commit or stash them, or leave out --checkout: then kernels are checked out beside the clone"
    ),
    (
      .cannotCheckOut(id, path: "/srv", isClone: true, reason: "no room.\n"),
      "git cannot check out 5f0e3a91c2b4 into /srv: no room; put that right there and go on"
    ),
    (
      .cannotCheckOut(id, path: "/s/b.tree", isClone: false, reason: "no room"),
      "git cannot check out 5f0e3a91c2b4 into /s/b.tree: no room; put that right there, or move the folder away, and another is made; with --no-checkout from the start, kernels are only named"
    ),
    (
      .git("make a repository", path: "/s", reason: "no room"),
      "git cannot make a repository in /s: no room"
    ),
    (.nothingToUndo, "no answer was given yet"),
    (
      .nothingToTest("b"),
      "there is no kernel to test now; name the one that was tested, or look at `ktrail bisect status --name b`"
    ),
    (.nothingNewer, "the newest commit of the clone is an end of this bisection"),
    (
      .unknownWord("slow", known: ["good", "bad", "skip"]),
      "\"slow\" is not an answer here; the answers are good, bad, skip"
    ),
  ]

  static let all: [(error: any Error, sentence: String)] =
    ofChangelogs.map { ($0, $1) } + ofClones.map { ($0, $1) } + ofMachines.map { ($0, $1) }
    + ofQuestions.map { ($0, $1) } + ofBisections.map { ($0, $1) }

  @Test("say what, where and what to do", arguments: all)
  func sentence(_ error: any Error, _ sentence: String) {
    #expect("\(Complaint(error))" == sentence)
  }

  @Test("a library's own sentence names no option of the command", arguments: all)
  func namesNoOption(_ error: any Error, _ sentence: String) {
    // Commands of git that it shows have options of their own.
    let plain = "\(error)".replacing(/`[^`]*`/, with: "")
    #expect(!plain.contains("--"), "\(plain)")
  }

  static let notices: [(IndexNotice, String)] = [
    (.rebuilt(path: "/cache/i"), "the index /cache/i was damaged and has been rebuilt"),
    (
      .inMemory(insteadOf: "/cache", reason: "Read-only file system"),
      "the index is built in memory this time, since /cache cannot be written: Read-only file system; pass --index-dir a directory you may write to"
    ),
    (
      .notShared(path: "/team", reason: "Permission denied"),
      "no index is taken over from /team, which cannot be read: Permission denied; the environment's KTRAIL_SHARED_INDEX names the directory"
    ),
  ]

  @Test("what happened to the index is said with what to do", arguments: notices)
  func notice(_ notice: IndexNotice, _ sentence: String) {
    #expect("\(Complaint(notice))" == sentence)
  }
}
