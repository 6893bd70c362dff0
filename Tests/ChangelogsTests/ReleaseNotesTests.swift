internal import ChangeModel
internal import Changelogs
import TestSupport
import Testing

@Suite("Release notes") struct ReleaseNotesTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    var takenFor: String
    /// `version: bump, bump` of each release, newest first.
    var releases: [String]
    var notes = 0
    var changes: [String] = []
    var cves: [String] = []
    var series: [String] = []
  }

  static let flatcar = [
    Example(
      testDescription: "Flatcar: Markdown, two releases, CVEs beside a bump",
      text: """
        New **Stable** Release **9081.2.1**

        _Changes since **Stable 9081.2.0**_

        #### Security fixes:

        - Linux ([CVE-2099-10001](https://nvd.example.org/CVE-2099-10001), [CVE-2099-10002](https://nvd.example.org/x))
        - openssl ([CVE-2099-20001](https://nvd.example.org/y))

        #### Updates:

        - Linux ([6.6.74](https://lwn.example.org/2) (includes [6.6.73](https://lwn.example.org/1), [6.6.72](https://lwn.example.org/0)))
        - ca-certificates ([3.107](https://docs.example.org))

        New **Stable** Release **9081.2.0**

        - Linux ([6.6.71](https://lwn.example.org/9))

        """, takenFor: "release notes of Flatcar",
      releases: [
        "6.6.74 (Stable 9081.2.1): 6.6.71 → 6.6.74", "6.6.71 (Stable 9081.2.0): → 6.6.71",
      ], notes: 3, cves: ["CVE-2099-10001", "CVE-2099-10002"]),
    Example(
      testDescription: "Flatcar: a fragment; what it includes says where it starts",
      text:
        "- Linux ([6.6.74](https://lwn.example.org/2) (includes [6.6.73](https://lwn.example.org/1), [6.6.72](https://x)))\n",
      takenFor: "release notes", releases: ["6.6.74: 6.6.71 → 6.6.74"]),
    Example(
      testDescription: "Flatcar: as text, of two channels",
      text: """
        Changes since Stable 9081.2.0

        Security fixes:
        - Linux (CVE-2099-10001)
        - Docker (CVE-2099-30001)

        Changes since Stable 9081.1.0
        Updates:
        - Linux (6.6.71 (includes 6.6.70))

        """, takenFor: "release notes of Flatcar", releases: ["6.6.71: 6.6.69 → 6.6.71"], notes: 2,
      cves: ["CVE-2099-10001"]),
    Example(
      testDescription: "Flatcar: channels are lines of their own",
      text: """
        # Flatcar Container Linux
        ## Alpha 9230.0.0
        - Linux ([6.12.4](https://lwn.example.org/4))
        ## Stable 9081.2.0
        - Linux ([6.6.65](https://lwn.example.org/5))
        ## Alpha 9200.0.0
        - Linux ([6.12.1](https://lwn.example.org/1))
        ## Stable 9081.1.0
        - Linux ([6.6.60](https://lwn.example.org/0))

        """, takenFor: "release notes of Flatcar",
      releases: [
        "-: 6.12.1 → 6.12.4", "-: 6.6.60 → 6.6.65", "-: → 6.12.1", "-: → 6.6.60",
      ], series: ["6.6", "6.12"]),
    Example(
      testDescription: "Flatcar: a new series is one step where there is one kernel",
      text: """
        ## Flatcar Stable 9152.2.0
        - Linux ([6.6.30](https://lwn.example.org/1))
        ## Flatcar Stable 9081.2.0
        - Linux ([6.1.90](https://lwn.example.org/0))

        """, takenFor: "release notes of Flatcar",
      releases: [
        "6.6.30 (Flatcar Stable 9152.2.0): 6.1.90 → 6.6.30",
        "6.1.90 (Flatcar Stable 9081.2.0): → 6.1.90",
      ]),
  ]

  static let talos = [
    Example(
      testDescription: "Talos: components, steps in the list of commits",
      text: """
        ## [Talos 9.13.2](https://github.example.org/siderolabs/talos/releases/tag/v9.13.2) (2099-09-03)

        Welcome to the v9.13.2 release of Talos!

        ### Component Updates

        Linux: 6.18.48
        CoreDNS: 1.14.7

        ### Changes from siderolabs/pkgs
        <details><summary>2 commits</summary>

        * [`9b044c5`](https://github.example.org/9b044c5) feat: update kernel to 6.18.48
        * [`de74a50`](https://github.example.org/de74a50) feat: bump kernel to 6.18.47
        * [`79a7531`](https://github.example.org/79a7531) feat: update Linux firmware to 20260810
        </details>

        ## [Talos 9.13.1](https://github.example.org/siderolabs/talos/releases/tag/v9.13.1) (2099-08-18)

        Linux: 6.18.44

        """, takenFor: "release notes of Talos",
      releases: [
        "6.18.48 (Talos 9.13.2): 6.18.47 → 6.18.48, 6.18.44 → 6.18.47",
        "6.18.44 (Talos 9.13.1): → 6.18.44",
      ], notes: 2),
    Example(
      testDescription: "Talos: with bullets",
      text: "## Talos 9.6.1 (2099-12-22)\n* Linux: 6.1.69\n* etcd: 3.5.11\n",
      takenFor: "release notes of Talos", releases: ["6.1.69 (Talos 9.6.1): → 6.1.69"], notes: 1),
    Example(
      testDescription: "Talos: the kernel in two words",
      text:
        "## Talos 9.7.1 (2099-05-01)\nLinux Kernel: 6.6.29\n\n## Talos 9.7.0 (2099-04-19)\nLinux Kernel: 6.6.28\n",
      takenFor: "release notes of Talos",
      releases: [
        "6.6.29 (Talos 9.7.1): 6.6.28 → 6.6.29", "6.6.28 (Talos 9.7.0): → 6.6.28",
      ]),
    Example(
      testDescription: "Talos: steps of a new series are no line of their own",
      text: """
        ## [Talos 9.14.0](https://x.example.org) (2099-12-01)
        Linux: 6.18.1
        * [`9b044c5`](https://x.example.org) feat: update kernel to 6.12.60
        ## [Talos 9.13.0](https://x.example.org) (2099-08-18)
        Linux: 6.12.50

        """, takenFor: "release notes of Talos",
      releases: [
        "6.18.1 (Talos 9.14.0): 6.12.60 → 6.18.1, 6.12.50 → 6.12.60",
        "6.12.50 (Talos 9.13.0): → 6.12.50",
      ]),
    Example(
      testDescription: "Talos: a later release lists the steps of the earlier ones again",
      text: """
        ## [Talos 9.14.0-beta.1](https://x.example.org) (2099-12-01)
        Linux: 6.18.41
        * [`9b044c5`](https://x.example.org) feat: bump kernel to 6.18.41
        * [`9b044c6`](https://x.example.org) feat: update Linux to 6.18.36, CNI to 1.9.1
        * [`9b044c7`](https://x.example.org) feat: update Linux to 6.18.33
        ## [Talos 9.14.0-beta.0](https://x.example.org) (2099-11-01)
        Linux: 6.18.36
        * [`9b044c6`](https://x.example.org) feat: update Linux to 6.18.36, CNI to 1.9.1
        * [`9b044c7`](https://x.example.org) feat: update Linux to 6.18.33

        """, takenFor: "release notes of Talos",
      releases: [
        "6.18.41 (Talos 9.14.0-beta.1): 6.18.36 → 6.18.41",
        "6.18.36 (Talos 9.14.0-beta.0): 6.18.33 → 6.18.36, → 6.18.33",
      ], notes: 4),
    Example(
      testDescription: "Talos: only a step says it",
      text:
        "## Talos 9.5.1 (2099-12-01)\n* 9b044c5 chore: bump kernel to 6.1.60\n* 9b044c6 fix: say more\n",
      takenFor: "release notes of Talos", releases: ["6.1.60 (Talos 9.5.1): → 6.1.60"], notes: 1),
  ]

  static let bottlerocket = [
    Example(
      testDescription: "Bottlerocket: several kernels in one line",
      text: """
        # v9.19.5 (2099-05-01)

        ## OS Changes
        * Update kernel to 5.10.214, 5.15.153, 6.1.84 [#3906]
        * Update host containers (#[3911])

        [#3906]: https://github.example.org/bottlerocket-os/bottlerocket/pull/3906

        # v9.19.4 (2099-04-06)
        * Update kernel to 5.10.213, 5.15.152, 6.1.82 ([#3865])

        """, takenFor: "release notes of Bottlerocket",
      releases: [
        "-: 5.10.213 → 5.10.214, 5.15.152 → 5.15.153, 6.1.82 → 6.1.84",
        "-: → 5.10.213, → 5.15.152, → 6.1.82",
      ], notes: 1, series: ["5.10", "5.15", "6.1"]),
    Example(
      testDescription: "Bottlerocket: a line for each kernel",
      text: """
        # v9.26.0 (2099-10-25)
        * Update kernel-5.15 to 5.15.168 ([#4342])
        * Update kernel-6.1 to 6.1.112 ([#4342])
        # v9.25.0 (2099-10-05)
        * Update kernel-6.1 to 6.1.109

        """, takenFor: "release notes",
      releases: ["-: → 5.15.168, 6.1.109 → 6.1.112", "-: → 6.1.109"], series: ["5.15", "6.1"]),
    Example(
      testDescription: "Bottlerocket: and between the last two, the kernel first",
      text:
        "# v9.16.1 (2099-11-13)\n* kernel: Update to 5.10.198, 5.15.136, and 6.1.59 ([#3572])\n",
      takenFor: "release notes", releases: ["-: → 5.10.198, → 5.15.136, → 6.1.59"],
      series: ["5.10", "5.15", "6.1"]),
    Example(
      testDescription: "Bottlerocket: to kernels",
      text:
        "# v9.16.0 (2099-10-25)\n* Update to kernels 5.10.197, 5.15.134, and 6.1.55 ([#3509] [#3542])\n",
      takenFor: "release notes", releases: ["-: → 5.10.197, → 5.15.134, → 6.1.55"],
      series: ["5.10", "5.15", "6.1"]),
    Example(
      testDescription: "Bottlerocket: kernel before each",
      text: "# v9.27.0 (2099-11-01)\n* Update kernels: kernel 5.10.227, 5.15.168\n",
      takenFor: "release notes", releases: ["-: → 5.10.227, → 5.15.168"], series: ["5.10", "5.15"]),
    Example(
      testDescription: "Bottlerocket: one kernel alone",
      text:
        "# v9.1.1 (2099-02-18)\n* Update kernel from 5.10.93 to 5.10.96 to fix CVE-2099-40001\n* Update systemd to 252.18\n",
      takenFor: "release notes", releases: ["5.10.96 (v9.1.1): 5.10.93 → 5.10.96"], notes: 1,
      cves: ["CVE-2099-40001"]),
  ]

  static let others = [
    Example(
      testDescription: "COS: a table copied from its page, sentences without bullets",
      text: """
        cos-913-18244-236-77
        Date: Jan 22, 2099
        Kernel\tDocker\tContainerd
        COS-6.1.119\tv24.0.9\tv1.7.24
        Updated the Linux kernel to v6.1.119.
        Upgraded app-containers/docker to v24.0.9.
        Fixed CVE-2099-50001 in the Linux kernel.

        cos-913-18244-236-70
        Updated the Linux kernel to v6.1.112.

        """, takenFor: "release notes of COS",
      releases: [
        "6.1.119 (cos-913-18244-236-77): 6.1.112 → 6.1.119",
        "6.1.112 (cos-913-18244-236-70): → 6.1.112",
      ], notes: 4, cves: ["CVE-2099-50001"]),
    Example(
      testDescription: "COS: a CVE that no new kernel brings is a change",
      text: """
        cos-913-18244-236-88
        Fixed CVE-2099-50002 in the Linux kernel.
        cos-913-18244-236-77
        Kernel COS-6.1.119

        """, takenFor: "release notes of COS",
      releases: ["-:", "6.1.119 (cos-913-18244-236-77): → 6.1.119"],
      changes: ["Fix CVE-2099-50002"], cves: ["CVE-2099-50002"]),
    Example(
      testDescription: "Fedora CoreOS: from one package to the next",
      text:
        "# Fedora CoreOS 94.20991109.3.0\n- kernel 6.11.6-300.fc41.x86_64 → 6.11.8-300.fc41.x86_64\n- podman 5.2 → 5.3\n",
      takenFor: "release notes of Fedora CoreOS",
      releases: ["6.11.8 (Fedora CoreOS 94.20991109.3.0): 6.11.6 → 6.11.8"], notes: 1),
    Example(
      testDescription: "a system without a name here",
      text: "## Release 9.4 (2099-01-01)\n- Linux 6.1.119\n- a new logo\n",
      takenFor: "release notes",
      releases: ["6.1.119 (9.4): → 6.1.119"], notes: 1),
    Example(
      testDescription: "the kernel's version said twice is one step",
      text:
        "## 9.4.0\n* Upgraded the kernel to 6.1.119\n* Linux: 6.1.119\n## 9.3.0\n* Linux: 6.1.112\n",
      takenFor: "release notes",
      releases: ["6.1.119 (9.4.0): 6.1.112 → 6.1.119", "6.1.112 (9.3.0): → 6.1.112"], notes: 1),
  ]

  @Test(
    "are releases with bumps, CVEs of the kernel, and notes",
    arguments: flatcar + talos + bottlerocket + others)
  func read(_ example: Example) async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(example.text, to: "notes")
    let read = try await PackageOperand(patience: TestPackages.patience).read(file)
    #expect(read.takenFor == example.takenFor)
    #expect(read.changelog.dialect == .releaseNotes)
    let releases = read.changelog.releases.map { release in
      let bumps = release.entries.compactMap { $0.versionBump?.description }
      return ("\(release.version ?? "-"): " + bumps.joined(separator: ", ")).trimmingSpaces
    }
    let entries = read.changelog.releases.flatMap(\.entries)
    #expect(releases == example.releases)
    #expect(entries.count { $0.kind == .note } == example.notes)
    #expect(entries.filter { $0.kind == .change }.map(\.subject) == example.changes)
    #expect(entries.flatMap(\.cves) == example.cves)
    let problems = read.changelog.warnings.map(\.problem)
    #expect(problems == (example.series.isEmpty ? [] : [.severalKernels(example.series)]))
    #expect(Set(entries.map(\.position)).count == entries.count)
  }

  @Test("a day in the heading or below it is the release's")
  func dates() throws {
    for text in [
      "## Talos 9.6.1 (2099-12-22)\n* Linux: 6.1.69\n",
      "## Stable 9081.2.0\nRelease Date: Dec 22, 2099\n- Linux (6.6.60)\n",
      "New Stable Release 9081.2.0 (Dec 22, 2099)\n- Linux (6.6.60)\n",
    ] {
      #expect(try parse(text).releases.first?.date == "2099-12-22")
    }
  }

  @Test("two pages of one release each: NEW's step starts where OLD ended")
  func pages() throws {
    func page(_ release: String, _ line: String) throws -> PackageChangelog {
      PackageChangelog(changelog: try parse("# \(release)\n* \(line)\n"), takenFor: "x")
    }
    let examples = [
      ("v9.1.0", "Linux: 6.1.100", "v9.2.0", "Linux: 6.1.119", ["6.1.100 → 6.1.119"]),
      ("v9.1.0", "Linux: 6.1.100", "v9.2.0", "Linux: 6.6.30", ["6.1.100 → 6.6.30"]),
      (
        "v9.1.0", "Update kernel to 5.15.100, 6.1.100", "v9.2.0",
        "Update kernel to 5.15.110, 6.1.119",
        ["5.15.100 → 5.15.110", "6.1.100 → 6.1.119"]
      ),
      (
        "v9.1.0", "Update kernel to 5.15.100, 6.1.100", "v9.2.0", "Update kernel to 6.6.30",
        ["→ 6.6.30"]
      ),
      (
        "9081.1.0", "Linux (6.6.60)", "9081.2.0", "Linux (6.6.65 (includes 6.6.64))",
        ["6.6.60 → 6.6.65"]
      ),
      ("v9.2.0", "Linux: 6.1.119", "v9.1.0", "Linux: 6.1.100", ["→ 6.1.100"]),
    ]
    for (oldName, old, newName, new, bumps) in examples {
      let difference = ChangelogDifference.between(try page(oldName, old), try page(newName, new))
      #expect(difference.added.compactMap { $0.versionBump?.description } == bumps)
      let isJoined = bumps.contains { !$0.hasPrefix("→") }
      #expect(difference.remarks.isEmpty == isJoined, "\(difference.remarks)")
    }
  }

  static let none: [(name: String, text: String)] = [
    ("what a program needs", "# Tool 9.2.1\n\nNeeds Linux 5.10 or newer.\n- Linux 5.10+\n"),
    ("a report of a bug", "It hangs.\n\n- Kernel: 5.15.0-91-generic\n- CPU: x\n"),
    (
      "headers", "# v9.2 (2099-01-01)\n* Update kernel headers to 6.1.1\n* Update from linux v6.0\n"
    ),
    (
      "a driver",
      "# v9.2 (2099-01-01)\n* Update the kernel module to 5.35.2\n* Update NVIDIA kernel drivers to 5.35\n"
    ),
    ("prose", "They updated the kernel to 6.1.119 last week, and it was good.\n"),
    ("another Linux", "# v9.2 (2099-01-01)\n* Update Alpine Linux to 3.19.1\n"),
    ("indented code", "# v9.2 (2099-01-01)\n\n      Linux: 6.1.119\n"),
  ]

  @Test("what only speaks of kernels is none", arguments: none.indices)
  func declines(_ index: Int) {
    #expect(throws: ChangelogError.noChangelog("x"), "\(Self.none[index].name)") {
      try ChangelogParser(source: "x").parse(Array(Self.none[index].text.utf8))
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
