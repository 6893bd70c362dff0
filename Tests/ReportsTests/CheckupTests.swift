import ChangeModel
import Testing

@testable import Reports

@Suite("Checkup and settings") struct CheckupTests {
  @Test("each finding has its sentence, and what brings what is missing")
  func wording() {
    for (check, sentence, remedy) in CheckupSamples.checks {
      #expect(check.fact.sentence == sentence)
      let advice = check.remedy.map { $0.command?.description ?? $0.sentence }
      #expect(advice == remedy, "\(check)")
      #expect(!check.fact.subject.isEmpty)
    }
  }

  @Test("a program that is not there has a use and a package", arguments: Program.allCases)
  func programs(_ program: Program) throws {
    let check = Check(.program(program, path: nil), .partly)
    #expect(check.fact.sentence.hasPrefix("not installed: "))
    #expect(try #require(check.remedy).sentence.hasPrefix("Install the package "))
  }

  @Test(
    "programs that are not there come with one command of the machine's own",
    arguments: [
      (Installer.apt, "apt-get install git rpm xz-utils rpm2cpio"),
      (.dnf, "dnf install git rpm xz"), (nil, nil),
    ])
  func installation(_ installer: Installer?, _ command: String?) {
    let checkup = Checkup(
      tool: CheckupSamples.tool,
      checks: [.git, .rpm, .xz, .rpm2cpio].map { Check(.program($0, path: nil), .partly) }
        + [Check(.program(.zstd, path: "/usr/bin/zstd"), .ok)],
      installer: installer)
    let text = Report.checkup(checkup).rendered(as: .terminal)
    if let command {
      #expect(text.contains("  \(command)\n"), "\(text)")
      #expect(!text.contains("Install the package"))
    } else {
      #expect(text.contains("Install the package git.") && !text.contains("install git"))
    }
    #expect(
      Report.checkup(checkup).rendered(as: .json).contains("apt-get install git\"")
        == (installer == .apt))
  }

  @Test("the first line counts what is missing, and all is said once")
  func terminal() throws {
    let text = CheckupSamples.reports[0].report.rendered(as: .terminal)
    #expect(text.hasPrefix("4 missing, 3 unknown, "), "\(text.prefix(80))")
    #expect(text.contains("ktrail 0.1.0 (commit 0123456789ab-modified), libgit2 1.5.1"))
    #expect(text.matches(of: #/remote add -f --tags mainline/#).count == 1)
    let fine = CheckupSamples.reports[1].report.rendered(as: .terminal)
    #expect(fine.hasPrefix("All is there\n"))
    #expect(!fine.contains("What to do"))
  }

  @Test("settings are shown with where they come from")
  func settings() {
    let text = CheckupSamples.reports[2].report.rendered(as: .terminal)
    for part in [
      "the project's file", "/p/.ktrail/config.toml:2:1", "hold, missing-fix>10", "KTRAIL_STRICT",
      "which does not count", "(not there)",
    ] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
    #expect(CheckupSamples.reports[4].report.rendered(as: .terminal).contains("Nothing is set."))
  }

  @Test("names of a stranger's are inert, and quoted in commands")
  func inert() {
    let name = "/a\u{1B}[31m'b"
    let report = Report.checkup(
      Checkup(
        tool: CheckupSamples.tool,
        checks: [Check(.contents(clone: name, isThere: false), .partly)]))
    let text = report.rendered(as: .terminal)
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("printf"), "\(text)")
  }

  struct Releases: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let releases: [String]
    let standing: MainlineStanding
  }

  static let releases = [
    Releases(testDescription: "none", releases: [], standing: .unknown),
    Releases(
      testDescription: "mainline alone", releases: ["2.6.34", "2.6.35-rc1"],
      standing: .present(newest: KernelVersion("2.6.35-rc1")!)),
    Releases(
      testDescription: "one stable branch", releases: ["4.13", "4.14", "4.14.1", "4.14.220"],
      standing: .absent(base: KernelVersion("4.14")!)),
    Releases(
      testDescription: "stable branches with what they began with",
      releases: ["4.9", "4.14", "4.14.220", "4.9.250"],
      standing: .absent(base: KernelVersion("4.14")!)),
    Releases(
      testDescription: "stable and mainline", releases: ["4.14", "4.14.1", "4.15-rc1"],
      standing: .present(newest: KernelVersion("4.15-rc1")!)),
    Releases(
      testDescription: "stable without what it began with", releases: ["4.14.1"],
      standing: .absent(base: KernelVersion("4.14")!)),
  ]

  @Test("releases say whether mainline goes on", arguments: releases)
  func mainline(_ row: Releases) {
    #expect(
      MainlineStanding(releases: row.releases.compactMap { KernelVersion($0) }) == row.standing)
  }
}
