internal import ChangeModel
internal import Changelogs
import TestSupport
import Testing

@Suite("The %changelog of a spec") struct SpecChangelogTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let lines: [String]
    let entries: [String]
    /// The lines, counted from the title, that only the build understands.
    var leftToBuild: [Int] = []
    /// Whether rpmbuild makes a package of it, if all that it lacks is what stands above `%changelog`.
    var isBuildable = true
  }

  static let heading = "* Wed Sep 19 2018 Ada P <ada@example.org> - 4.4.157-1"

  static let examples: [Example] = [
    .init(
      testDescription: "comments at the end",
      lines: [heading, "- fs: one", "###", "# Local Variables:", "# End:", "###"],
      entries: ["fs: one"]),
    .init(
      testDescription: "indented comments at the end",
      lines: [heading, "- fs: one", "  # kept for the editor", "\t# and this"], entries: ["fs: one"]
    ),
    .init(
      testDescription: "a comment inside an entry",
      lines: [heading, "- fs: one", "# not this", "  and more", "- mm: two"],
      entries: ["fs: one and more", "mm: two"]),
    .init(
      testDescription: "a comment above the first heading",
      lines: ["# newest first", heading, "- fs: one"], entries: ["fs: one"]),
    .init(
      testDescription: "the number of a bug at the margin is a comment to rpm",
      lines: [heading, "- fs: one, bug", "#9000001"], entries: ["fs: one, bug"]),
    .init(
      testDescription: "a number sign inside a line",
      lines: [heading, "- fs: one # two", "- #3 of them"], entries: ["fs: one # two", "#3 of them"]),
    .init(
      testDescription: "a comment of rpm's own", lines: [heading, "- fs: one", "%dnl no more"],
      entries: ["fs: one"]),
    .init(
      testDescription: "a definition", lines: [heading, "%global x 1", "- fs: one", "%undefine x"],
      entries: ["fs: one"]),
    .init(
      testDescription: "per cent signs", lines: [heading, "- fs: 50%% of %%post, 100%%%%", "- 5%"],
      entries: ["fs: 50% of %post, 100%%", "5%"]),
    .init(
      testDescription: "what 0 and 1 decide",
      lines: [
        heading, "%if 0", "- fs: no", "%include more", "%else", "- fs: yes", "%endif", "%if 1",
        "- fs: one", "%else", "- fs: never", "%endif", "- fs: two",
      ], entries: ["fs: yes", "fs: one", "fs: two"]),
    .init(
      testDescription: "conditions inside conditions",
      lines: [
        heading, "%if 0", "%if 1", "- fs: no", "%endif", "- fs: neither", "%endif", "- fs: two",
      ], entries: ["fs: two"]),
    .init(
      testDescription: "a definition of several lines",
      lines: [
        heading, "- fs: one", "%define demo_x \\", "  - not one \\", "- nor two", "- fs: two",
      ],
      entries: ["fs: one", "fs: two"]),
    .init(
      testDescription: "a global definition of two lines",
      lines: [heading, "- fs: one", "%global demo_y a \\", "b", "- fs: two"],
      entries: ["fs: one", "fs: two"]),
    .init(
      testDescription: "a note in a macro",
      lines: [heading, "- fs: one", "%{dnl: not an entry}", "- fs: two"],
      entries: ["fs: one", "fs: two"]),
    .init(
      testDescription: "the end of a condition that began above",
      lines: [heading, "- fs: one", "%endif"],
      entries: ["fs: one"], isBuildable: false),
    .init(
      testDescription: "a later section",
      lines: [heading, "- fs: one", "%files -n demo", "- not/this", "%changelog-like"],
      entries: ["fs: one"], isBuildable: false),
    .init(
      testDescription: "another later section", lines: [heading, "- fs: one", "%clean", "- rm"],
      entries: ["fs: one"], isBuildable: false),
    .init(
      testDescription: "a macro that only begins as a section does",
      lines: [heading, "- fs: one", "%postgres is mentioned"],
      entries: ["fs: one %postgres is mentioned"]),
  ]

  static let leftToBuild: [Example] = [
    .init(
      testDescription: "a condition",
      lines: [heading, "%if 0%{?rhel}", "- fs: one", "%else", "- fs: two", "%endif"],
      entries: ["fs: one", "fs: two"], leftToBuild: [3]),
    .init(
      testDescription: "a condition on the architecture",
      lines: [heading, "- fs: one", "%ifarch x86_64", "- x86: two", "%endif"],
      entries: ["fs: one", "x86: two"], leftToBuild: [4]),
    .init(
      testDescription: "a condition after one that is not met",
      lines: [heading, "%if 0", "- fs: no", "%elif %{with x}", "- fs: two", "%endif"],
      entries: ["fs: two"], leftToBuild: [5]),
    .init(
      testDescription: "an included file",
      lines: [heading, "- fs: one", "%include older.changelog"], entries: ["fs: one"],
      leftToBuild: [4]),
    .init(
      testDescription: "a macro alone", lines: [heading, "- fs: one", "%{?extra_changelog}"],
      entries: ["fs: one"], leftToBuild: [4]),
    .init(
      testDescription: "a macro without brackets between entries",
      lines: [heading, "- fs: one", "%kernel_changelog", "- fs: two"],
      entries: ["fs: one", "fs: two"], leftToBuild: [4]),
    .init(
      testDescription: "a macro within a macro",
      lines: [heading, "- fs: one", "%{?with_x:%{extra}}", "- fs: two"],
      entries: ["fs: one", "fs: two"], leftToBuild: [4]),
    .init(
      testDescription: "a macro in a wrapped entry",
      lines: [heading, "- fs: one", "  %{name} and", "%{name} is two"],
      entries: ["fs: one %{name} and %{name} is two"]),
    .init(
      testDescription: "generated entries", lines: ["%autochangelog", heading, "- fs: one"],
      entries: ["fs: one"], leftToBuild: [2]),
  ]

  @Test("is read as rpmbuild reads it", arguments: examples + leftToBuild)
  func read(_ example: Example) throws {
    let changelog = try parse("%changelog\n" + example.lines.joined(separator: "\n") + "\n")
    let entries = changelog.releases.flatMap(\.entries)
    #expect(entries.map(\.text) == example.entries)
    #expect(changelog.warnings.map(\.position.line) == example.leftToBuild)
    for (warning, line) in zip(changelog.warnings, example.leftToBuild) {
      #expect(warning.problem == .leftToBuild(example.lines[line - 2]))
    }
    // Lines that are left out move no other.
    for entry in entries {
      #expect(example.lines[entry.position.line - 2].contains(entry.text.prefix(5)))
    }
  }

  @Test("has the entries that rpmbuild gives the package", .timeLimit(.minutes(30)))
  func asBuilt() async throws {
    let packages = try TestPackages()
    defer { packages.remove() }
    for (number, example) in Self.examples.filter(\.isBuildable).enumerated() {
      let text = example.lines.joined(separator: "\n") + "\n"
      let path = try await packages.build(release: "\(number)", changelog: text)
      let built = try await PackageOperand(patience: TestPackages.patience).read(path).changelog
      #expect(
        built.releases.flatMap(\.entries).map(\.text) == example.entries,
        "\(example.testDescription)")
    }
  }

  @Test(
    "that only the build writes is said to be one",
    arguments: [
      "%autochangelog", "%{?autochangelog}", "%include CHANGES", "# none yet\n%autochangelog",
    ])
  func generated(_ text: String) {
    let directive = String(text.split(separator: "\n").last ?? "")
    let error = #expect(throws: ChangelogError.self) {
      try parse("Name: demo\n%changelog\n\(text)\n", source: "demo.spec")
    }
    #expect(error == .madeWhenBuilt("demo.spec", by: directive))
    #expect(
      error.map { "\($0)" }
        == "demo.spec has no changelog yet: \(directive) makes it when the package is built")
  }

  @Test("may be quoted")
  func quoted() throws {
    let changelog = try parse(
      "> Name: demo\n> %changelog\n> \(Self.heading)\n> - fs: one\n> # End:\n")
    #expect(changelog.packageName == "demo")
    #expect(changelog.releases.flatMap(\.entries).map(\.text) == ["fs: one"])
  }

  static let macros = [
    "- %{specversion}", "- %{version}-%{release}", "- 5.14.0-%{pkgrelease}",
    "- None-284.30.1%{?dist}", "[%{kversion}-%{krelease}]", "%{version}-1", "- None-284.30.1.el9",
    "- 5.14.0-284%{?dist}", "- @VERSION@",
  ]

  @Test("gives no older version where that of the newest cannot be read", arguments: macros)
  func macro(_ version: String) throws {
    let text = """
      %changelog
      * Tue Dec 10 2024 Ada P <ada@example.org> \(version)
      - fs: two

      * Mon Aug 26 2024 Ada P <ada@example.org> - 5.14.0-284.30.1
      - fs: one

      """
    let changelog = try parse(text)
    #expect(changelog.releases.map(\.version) == [nil, "5.14.0-284.30.1"])
    #expect(changelog.newestVersion == nil)
    let old = try parse(
      text.replacing(
        "Tue Dec 10 2024 Ada P <ada@example.org> \(version)\n- fs: two\n\n* ", with: ""))
    let difference = ChangelogDifference.between(
      PackageChangelog(changelog: old, takenFor: "spec"),
      PackageChangelog(changelog: changelog, takenFor: "spec"))
    #expect(difference.old.version == "5.14.0-284.30.1" && difference.new.version == nil)
    #expect(difference.counts.releasesAdded == 1 && difference.counts.added == 1)
    #expect(!difference.isSwapped)
  }

  @Test("gives no older version where the newest heading has none", arguments: ["", " ", " -"])
  func noVersion(_ version: String) throws {
    let changelog = try parse(
      "* Tue Dec 10 2024 Ada P <ada@example.org>\(version)\n- a\n* Mon Aug 26 2024 Ada P <a@b> - 5.14.0-1\n- b\n"
    )
    #expect(changelog.newestVersion == nil)
  }
}
