import ChangeModel

@testable import Reports

/// Checkups and settings of every kind.
enum CheckupSamples {
  static let id = SampleHistory.id(1)
  private static let release = KernelVersion("4.4.157")!
  private static let base = KernelVersion("4.4")!

  /// Each fact with its sentence, and what is to be done about it.
  static let checks: [(check: Check, sentence: String, remedy: String?)] =
    [
      (
        Check(.clone(path: "/srv/linux", chosenBy: .option, kind: .bare), .ok),
        "/srv/linux, bare, by --linux", nil
      ),
      (
        Check(.clone(path: "/srv", chosenBy: .setting("KTRAIL_LINUX"), kind: .workTree), .ok),
        "/srv, with a work tree, by KTRAIL_LINUX", nil
      ),
      (
        Check(.clone(path: "/srv", chosenBy: .directory, kind: .linkedWorkTree), .ok),
        "/srv, a work tree of another clone, since the current directory is in it", nil
      ),
      (
        Check(.noClone, .partly), "none, so changelogs can be compared, and nothing else",
        "git clone --bare https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git linux.git"
      ),
      (
        Check(.unusableClone(path: "/a b", reason: "/a b is not a git repository"), .missing),
        "/a b is not a git repository", "git -C '/a b' status"
      ),
      (Check(.history(clone: "/srv", isShallow: false), .ok), "whole", nil),
      (
        Check(.history(clone: "/a b", isShallow: true), .partly),
        "shallow: commits before its cut-off are unknown",
        "git -C '/a b' fetch --unshallow --tags"
      ),
      (Check(.contents(clone: "/srv", isThere: true), .ok), "there", nil),
      (
        Check(.contents(clone: "/srv", isThere: false), .partly),
        "not there: no MAINTAINERS, no diffs, and whether a fix applies is unknown",
        "git -C /srv fetch --refetch --no-filter --tags origin '+refs/heads/*:refs/remotes/origin/*'"
      ),
      (
        Check(.remotes([Remote(name: "origin", url: "https://example.org/l.git")]), .ok),
        "origin (https://example.org/l.git)", nil
      ),
      (Check(.remotes([]), .partly), "none, so fetch has to be told where from", nil),
      (Check(.refs(branches: 1, tags: 1_200, broken: 0), .ok), "1 branch, 1,200 tags", nil),
      (
        Check(.refs(branches: 2, tags: 0, broken: 3), .partly),
        "2 branches, 0 tags, and 3 that cannot be followed", nil
      ),
      (Check(.releases(count: 1_200, newest: release), .ok), "1,200, up to v4.4.157", nil),
      (
        Check(.releases(count: 0, newest: nil), .partly),
        "no tag or commit is a release, so versions mean nothing here", nil
      ),
      (
        Check(.newest(id, time: 1_537_358_400, days: 1), .ok),
        "\(id.short) of 2018-09-19, 1 day ago",
        nil
      ),
      (
        Check(.mainline(clone: "/srv", .present(newest: base)), .ok), "there, up to v4.4 at least",
        nil
      ),
      (
        Check(.mainline(clone: "/srv", .absent(base: base)), .partly),
        "not there beyond v4.4, so fixes that only mainline has are unknown",
        "git -C /srv remote add -f --tags mainline https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git"
      ),
      (
        Check(.mainline(clone: "/srv", .notAsked), .ok),
        "not looked at: the tree of HEAD is not that of Linux", nil
      ),
      (
        Check(.mainline(clone: "/srv", .unknown), .unknown), "no release says whether it is there",
        "git -C /srv remote add -f --tags mainline https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git"
      ),
      (
        Check(.index(path: "/i", .current, bytes: 4_096_000, isWritable: true), .ok),
        "/i: up to date, 4,000 KiB", nil
      ),
      (
        Check(
          .index(
            path: "/i", .behind(commits: 5_000, isAtLeast: true), bytes: 1024, isWritable: false),
          .partly),
        "/i: at least 5,000 commits behind, which the next question reads, 1 KiB, cannot be written",
        "Name a directory that you may write to with --index-dir."
      ),
      (
        Check(.index(path: "/i", .none, bytes: 0, isWritable: true), .ok),
        "/i: not built yet; the first question builds it", nil
      ),
      (
        Check(.index(path: "/i", .elsewhere(path: "/s/a.ktrail"), bytes: 0, isWritable: true), .ok),
        "/i: not built yet; the first question takes /s/a.ktrail over", nil
      ),
      (
        Check(.index(path: "/i", .otherFormat(5), bytes: 1024, isWritable: true), .ok),
        "/i: of format 5, so the next question rebuilds it, 1 KiB", nil
      ),
      (
        Check(
          .index(
            path: "/i", .unreadable("it is damaged, or in use"), bytes: 1024, isWritable: true),
          .unknown),
        "/i: cannot be read: it is damaged, or in use, 1 KiB", nil
      ),
      (
        Check(.room(path: "/i", bytes: 3 << 20), .partly), "3 MiB free in /i",
        "Free some space, or name another disk with --index-dir."
      ),
      (Check(.program(.git, path: "/usr/bin/git"), .ok), "/usr/bin/git", nil),
      (
        Check(.packages(database: "dpkg", path: "/var/lib/dpkg/status"), .ok),
        "/var/lib/dpkg/status", nil
      ),
      (
        Check(.packages(database: "rpm", path: nil), .partly),
        "no database, so no installed package can be named", nil
      ),
      (
        Check(.limits(files: 1024, processes: .max), .ok),
        "1,024 open files, any number of processes", nil
      ),
      (Check(.settings(path: "/c", isThere: true), .ok), "/c", nil),
      (Check(.settings(path: "/c", isThere: false), .ok), "/c (not there)", nil),
      kernel(
        .package(takenFor: "rpm changelog dump", release: release, isInClone: true), .ok,
        "rpm changelog dump: v4.4.157, which the clone has", nil),
      kernel(
        .package(takenFor: "rpm changelog dump", release: release, isInClone: false), .partly,
        "rpm changelog dump: v4.4.157, which the clone lacks", fetch),
      kernel(
        .package(takenFor: "release notes", release: nil, isInClone: false), .ok,
        "release notes, without a version", nil),
      kernel(.revision(id), .ok, "commit \(id.short) of the clone", nil),
      kernel(
        .release(release, isBase: false, isInClone: false), .missing,
        "release v4.4.157, which the clone lacks", fetch),
      kernel(
        .release(base, isBase: true, isInClone: true), .partly,
        "based on v4.4, which the clone has; what else it has is unknown",
        "Give the package of new kernel, or its changelog: it says what else it has."),
      kernel(
        .unknown(nearest: ["v4.4", "v4.8"]), .missing,
        "neither a file, a revision, an installed package nor the name of a kernel; the nearest are v4.4, v4.8",
        "Check how new kernel is spelled, or give a package, a changelog or a release."),
      kernel(.unreadable(reason: "x is empty"), .unknown, "x is empty", nil),
      (
        Check(
          .kernel(
            operand: "4.4.157", .release(release, isBase: false, isInClone: false), clone: nil),
          .missing),
        "release v4.4.157", "4.4.157 needs a clone, or give its package or changelog."
      ),
    ]
    + Program.allCases.map { program in
      let check = Check(.program(program, path: nil), .partly)
      return (check, check.fact.sentence, check.remedy?.sentence)
    }

  private static let fetch =
    "git -C '/a b' fetch https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git tag v4.4.157"

  private static func kernel(
    _ reading: KernelReading, _ standing: Check.Standing, _ sentence: String, _ remedy: String?
  ) -> (Check, String, String?) {
    (
      Check(.kernel(operand: "new kernel", reading, clone: "/a b"), standing), sentence, remedy
    )
  }

  static let tool = ToolBuild(
    version: "0.1.0", commit: "0123456789ab-modified", libgit2: "1.5.1", sqlite: "3.40.1",
    indexVersion: 6, swift: "6.2")

  static let reports: [(name: String, report: Report)] = [
    ("all checks", .checkup(Checkup(tool: tool, checks: checks.map(\.check)))),
    (
      "all is there",
      .checkup(
        Checkup(
          tool: ToolBuild(
            version: "0.1.0", commit: nil, libgit2: "1.5.1", sqlite: "3.40.1", indexVersion: 6,
            swift: "6.2"),
          checks: [Check(.settings(path: "/c", isThere: true), .ok)]))
    ),
    ("settings", .settings(settings)),
    (
      "settings of a command",
      .settings(
        SettingsOverview(
          command: "bisect start", files: [.init(.named, path: "/c", isThere: true)],
          rows: [
            .init(option: "flaky", command: nil, values: ["0.0"], source: .builtIn),
            .init(option: "arch", command: nil, values: [], source: .builtIn),
          ]))
    ),
    ("nothing is set", .settings(SettingsOverview(command: nil, files: [], rows: []))),
  ]

  private static let settings = SettingsOverview(
    command: nil,
    files: [
      .init(.project, path: "/p/.ktrail/config.toml", isThere: true),
      .init(.user, path: "/h/.config/ktrail/config.toml", isThere: false),
    ],
    rows: [
      .init(option: "strict", command: nil, values: ["true"], source: .variable("KTRAIL_STRICT")),
      .init(
        option: "fail-on", command: "report", values: ["hold", "missing-fix>10"],
        source: .project(.init(file: "/p/.ktrail/config.toml", line: 2, column: 1))),
      .init(
        option: "strict", command: nil, values: ["false"],
        source: .user(.init(file: "/h/.config/ktrail/config.toml", line: 1, column: 1)),
        counts: false),
    ], unreadVariables: ["KTRAIL_HOME"])
}
