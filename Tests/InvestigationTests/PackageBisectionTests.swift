import Foundation
import TestSupport
import Testing

/// Packages by themselves, without a clone: a private repository of small ones, with the real rpm.
@Suite(
  "Bisecting packages without a clone",
  .enabled(if: Command.installed("rpmbuild") != nil, "needs rpmbuild"))
struct PackageBisectionTests {
  static let releases = 12
  /// The first with the change.
  static let culprit = 7

  private func makePackages(_ site: BootSite) async throws {
    let folder = site.site.directory.path
    for release in 1...Self.releases {
      let entries = (1...release).reversed().map { number in
        let text =
          number == Self.culprit
          ? "ovl: override creds with the ones from the superblock mounter"
          : "mm: change number \(number)"
        return "* Wed Sep \(10 + number) 2025 K <k@example.org> - 5.14.0-\(number).el9\n- \(text)\n"
      }
      try site.site.directory.write(
        """
        Name: kernel-core
        Version: 5.14.0
        Release: \(release).el9
        Summary: x
        License: GPLv2
        BuildArch: noarch
        %description
        x
        %install
        mkdir -p %{buildroot}/boot
        echo \(release >= Self.culprit ? "denied" : "allowed") > %{buildroot}/boot/vmlinuz-5.14.0-\(release).el9
        %files
        /boot/vmlinuz-5.14.0-\(release).el9
        %changelog
        \(entries.joined(separator: "\n"))
        """, to: "kernel-\(release).spec")
      let built = try await Command.run(
        "rpmbuild",
        [
          "--quiet", "-bb", "--define", "_topdir \(folder)/build", "--define",
          "_rpmdir \(folder)/repo",
          "\(folder)/kernel-\(release).spec",
        ])
      #expect(built.exitCode == 0, "\(built.errors)")
    }
  }

  private func recipe(_ site: BootSite) throws -> String {
    let (folder, machine) = (site.site.directory.path, site.machine)
    func step(_ name: String, _ script: String) -> String {
      BootSite.step(name, in: machine, script)
    }
    let rpm = "rpm --root \(folder)/root --dbpath /var/lib/rpm"
    return try site.site.directory.write(
      """
      about = "A private repository."
      needs = ["rpm"]
      [packages]
      versions = "rpm"
      shell = "rpm -qp --qf '%{NAME} %{VERSION}-%{RELEASE}\\\\n' \(folder)/repo/noarch/*.rpm"
      [boot-id]
      run = ["cat", "\(machine)/boot-id"]
      [obtain]
      run = ["cp", "\(folder)/repo/noarch/{package}-{version}.noarch.rpm", "{kernel}/"]
      [release]
      run = ["echo", "{version}"]
      \(step("install", "\(rpm) -i --nodeps --oldpackage \"$KTRAIL_KERNEL\"/*.rpm || \(rpm) -q \"$KTRAIL_PACKAGE-$KTRAIL_VERSION\""))
      \(step("next-boot", "test -s \(folder)/root/boot/vmlinuz-$KTRAIL_RELEASE; echo $KTRAIL_RELEASE > \(machine)/next"))
      \(step("reboot", "\(machine)/restart"))
      \(step("verify", "cat \(machine)/running"))
      \(step("test", "grep -q allowed \(folder)/root/boot/vmlinuz-$(cat \(machine)/running) && code=0 || code=1; exit $code"))
      \(step("clean", "\(rpm) -e \"$KTRAIL_PACKAGE-$KTRAIL_VERSION\""))
      """, to: "private.toml")
  }

  private func start(_ site: BootSite, _ options: String...) async throws -> Command {
    try await site.site.bisect(
      [
        "start", "kernel-core-5.14.0-1.el9", "kernel-core-5.14.0-\(Self.releases).el9", "--boot",
        try recipe(site),
      ] + options)
  }

  @Test(
    "finds the first bad package, and says what came with it; what was installed is removed at the end"
  )
  func finds() async throws {
    let site = try await BootSite()
    try await makePackages(site)
    let symptom = try site.site.directory.write(
      "overlayfs: permission denied, override creds of the mounter\n", to: "symptom.txt")
    let started = try await start(site, "--symptom", symptom)
    #expect(started.exitCode == 0, "\(started.errors)")
    #expect(started.output.contains("11 of 11 packages left, 0 tested"), "\(started.output)")
    // By number, not by letter: 10 comes after 9.
    #expect(started.output.contains("Test next: kernel-core 5.14.0-"), "\(started.output)")
    try site.write("before-install", "kill")
    #expect(try await site.site.bisect("run").exitCode == -9)
    let run = try await site.site.bisect("resume")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output.hasPrefix("First bad package: kernel-core 5.14.0-\(Self.culprit).el9"),
      "\(run.output)")
    #expect(
      run.output.contains(
        "What came with it\n  - ovl: override creds with the ones from the superblock mounter"),
      "\(run.output)")
    let answers = try #require(try await site.status()["answers"] as? [[String: Any]])
    #expect(answers.count <= 5)
    for answer in answers {
      let commit = try #require(answer["commit"] as? [String: Any])
      #expect(commit["id"] is NSNull)
      #expect(commit["package"] as? String == "kernel-core")
    }
    let installed = try await Command.run(
      "rpm", ["--root", site.site.directory.path + "/root", "--dbpath", "/var/lib/rpm", "-qa"])
    #expect(!installed.output.isEmpty)
    #expect(try await site.site.bisect("reset").exitCode == 0)
    let left = try await Command.run(
      "rpm", ["--root", site.site.directory.path + "/root", "--dbpath", "/var/lib/rpm", "-qa"])
    #expect(left.output.isEmpty, "\(left.output)")
  }

  @Test("without a symptom it halves, by hand it takes the packages' names")
  func byHand() async throws {
    let site = try await BootSite()
    try await makePackages(site)
    #expect(try await start(site).exitCode == 0)
    #expect(try await site.site.bisect("good", "kernel-core-5.14.0-6.el9").exitCode == 0)
    let bad = try await site.site.bisect("bad", "5.14.0-7.el9")
    #expect(bad.output.hasPrefix("First bad package: kernel-core 5.14.0-7.el9"), "\(bad.output)")
    #expect(try await site.site.bisect("log").errors.contains("packages have no commits here"))
    #expect(
      try await site.site.bisect("run", "--revert").errors.contains("packages are not built here"))
    let undone = try await site.site.bisect("undo")
    #expect(undone.errors.contains("taken back: bad kernel-core 5.14.0-7.el9"), "\(undone.errors)")
    let unknown = try await site.site.bisect("bad", "kernel-core-5.14.0-99.el9")
    #expect(unknown.exitCode == 1)
    #expect(unknown.errors.contains("the recipe lists no package"), "\(unknown.errors)")
  }

  @Test("a name that is not in the list is refused with the nearest, and nothing is kept")
  func unknown() async throws {
    let site = try await BootSite()
    try await makePackages(site)
    let result = try await site.site.bisect([
      "start", "kernel-core-5.14.0-1.el9", "kernel-core-5.14.0-13.el9", "--boot", try recipe(site),
    ])
    #expect(result.exitCode == 1)
    #expect(
      result.errors.contains(
        "the recipe lists no package kernel-core-5.14.0-13.el9; did you mean kernel-core-5.14.0-1"),
      "\(result.errors)")
    #expect(site.site.kept.isEmpty)
    for option in ["--subsystem=fs/overlayfs", "--packages-only", "--as-of=v1"] {
      let refused = try await start(site, option)
      #expect(refused.exitCode == 64, "\(option): \(refused.output)")
      #expect(refused.errors.contains("needs the commits of a clone"), "\(refused.errors)")
    }
  }
}
