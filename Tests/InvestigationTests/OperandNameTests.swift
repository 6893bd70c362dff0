import Assessment
import ChangeModel
import Foundation
import Investigation
import Reports
import TestSupport
import Testing

/// What people type for OLD and NEW, and what each is taken for in a clone that has 4.4 to 4.4.157 and 4.8.
@Suite("What OLD and NEW may be") struct OperandNameTests {
  let directory: TemporaryDirectory
  let clone: String

  init() async throws {
    directory = try TemporaryDirectory()
    clone = try await SharedMaterial.storyClone()
  }

  private var investigation: Investigation {
    Investigation(clone: .init(path: clone, indexDirectory: directory.path))
  }

  /// What was typed, and what both ends were taken for.
  static let invocations: [(words: [String], old: String, new: String)] = [
    (["4.4.121", "4.4.122"], "revision v4.4.121", "revision v4.4.122"),
    (["v4.4.121", "v4.4.122"], "revision v4.4.121", "revision v4.4.122"),
    (["V4.4.121", "4.4.122"], "revision v4.4.121", "revision v4.4.122"),
    (["refs/tags/v4.4.121", "master"], "revision v4.4.121", "revision v4.8"),
    (["v4.4.121^{commit}", "tags/v4.4.122"], "revision v4.4.121", "revision v4.4.122"),
    (["4.4.121", "linux-4.4.y"], "revision v4.4.121", "revision v4.4.157"),
    (["v4.7-rc3", "4.7-rc4"], "revision v4.7-rc3", "revision v4.7-rc4"),
    (["4.4.121..4.4.122"], "revision v4.4.121", "revision v4.4.122"),
    (["v4.4.121..v4.4.122"], "revision v4.4.121", "revision v4.4.122"),
    (["v4.7.."], "revision v4.7", "revision v4.8"),
    (
      ["4.4.121-1.el7.elrepo.x86_64", "4.4.157-1.el7.elrepo.x86_64"], "name v4.4.121",
      "name v4.4.157"
    ),
    (["4.4.121-1.el7.elrepo.x86_64..4.4.157"], "name v4.4.121", "revision v4.4.157"),
    (["4.4.121", "4.4.157-generic"], "revision v4.4.121", "name v4.4.157"),
    (["4.4.121+", "4.4.122-1-lts"], "base v4.4.121", "name v4.4.122"),
    (["linux-4.4.121", "linux-4.4.122"], "name v4.4.121", "name v4.4.122"),
    (["Linux-4.4.121", "linux-v4.4.122"], "name v4.4.121", "name v4.4.122"),
    (
      ["kernel-4.4.121-1.el7.x86_64", "kernel-4.4.122-1.el7.x86_64"], "name v4.4.121",
      "name v4.4.122"
    ),
    (["kernel-lt-4.4.121-1.el7.elrepo.x86_64", "4.4.157"], "name v4.4.121", "revision v4.4.157"),
    (["kernel-0:4.4.121-1.x86_64", "kernel-lt-4.4.122"], "name v4.4.121", "name v4.4.122"),
    (
      ["kernel-core-4.4.121-200.fc26.x86_64", "4.4.122-200.fc26.x86_64"], "name v4.4.121",
      "name v4.4.122"
    ),
    (["kernel-uek-4.4.121-7.el8uek", "4.4.122"], "base v4.4.121", "revision v4.4.122"),
    (["linux-image-4.4.0-210-generic", "4.4.122"], "base v4.4", "revision v4.4.122"),
    (["linux-image-4.4.0-2-amd64=4.4.121-1", "4.4.122"], "name v4.4.121", "revision v4.4.122"),
    (["linux-lts-4.4.121-1", "4.4.122"], "name v4.4.121", "revision v4.4.122"),
    (["pve-kernel-4.4.121-2-pve", "4.4.122-2-pve"], "base v4.4.121", "base v4.4.122"),
    (["4.4.0-210-generic", "4.4.122"], "base v4.4", "revision v4.4.122"),
    (["4.4.0-60.18.0.50.oe2203", "4.4.122"], "base v4.4", "revision v4.4.122"),
    (["4.8.0-0.rc1.git0.1.fc26.x86_64", "4.8"], "base v4.8-rc1", "revision v4.8"),
    (["4.4.y", "4.8"], "newest v4.4.157", "revision v4.8"),
    (["4.4.121", "v4.4.x"], "revision v4.4.121", "newest v4.4.157"),
    (["/boot/vmlinuz-4.4.121-1.el7.x86_64", "4.4.122"], "name v4.4.121", "revision v4.4.122"),
    (["vmlinuz-4.4.121", "vmlinuz-4.4.122"], "name v4.4.121", "name v4.4.122"),
    (
      ["/boot/config-4.4.121-generic", "/boot/config-4.4.122-generic"], "name v4.4.121",
      "name v4.4.122"
    ),
    (
      ["/boot/initramfs-4.4.121-1.el7.x86_64.img", "4.4.122"], "name v4.4.121", "revision v4.4.122"
    ),
    (["/boot/initrd.img-4.4.121", "/boot/System.map-4.4.122"], "name v4.4.121", "name v4.4.122"),
    (["/lib/modules/4.4.121-1.el7.x86_64", "4.4.122"], "name v4.4.121", "revision v4.4.122"),
    (
      ["Linux version 4.4.121 (a@b) (gcc) #1 SMP", "4.4.122"], "name v4.4.121", "revision v4.4.122"
    ),
    (
      ["Linux host 4.4.121-generic #1 SMP x86_64 GNU/Linux", "4.4.122"], "name v4.4.121",
      "revision v4.4.122"
    ),
    (["Ubuntu 4.4.0-130.156-generic 4.4.134", "4.4.157"], "name v4.4.134", "revision v4.4.157"),
    ([StoryTests.old, "4.4.122"], "package v4.4.121", "revision v4.4.122"),
    ([StoryTests.old, StoryTests.new], "changelog", "changelog"),
    (["kernel-4.4.121-1.el7.x86_64.rpm", "4.4.122"], "", ""),
    (["v4.4.121", "v4.4.121..v4.4.122"], "", ""), (["v4.4.121..v4.4.122..v4.4.123"], "", ""),
    (["v4.4.121-v4.4.122", "4.4.123"], "", ""), (["4.4.121.2.3.4", "4.4.122"], "", ""),
    (["0:4.4.121-1.el7", "4.4.122"], "name v4.4.121", "revision v4.4.122"),
    (["gcc-4.8.5", "4.4.122"], "", ""),
    (["4.4.158-1.el7.x86_64", "4.4.157"], "", ""),
  ]

  @Test("is what people type, and what it is taken for is said", arguments: invocations)
  func takes(_ row: (words: [String], old: String, new: String)) async throws {
    let kernels = try #require(
      AskedKernels(row.words[0], row.words.count > 1 ? row.words[1] : nil, running: nil))
    guard !row.old.isEmpty else {
      await #expect(throws: InvestigationError.self) {
        _ = try await investigation.compare(kernels.old, kernels.new)
      }
      return
    }
    let comparison = try await investigation.compare(kernels.old, kernels.new)
    switch comparison.upgrade.operands {
    case .packages: #expect([row.old, row.new] == ["changelog", "changelog"])
    case .range(let range):
      #expect(Self.describe(range.old) == row.old)
      #expect(Self.describe(range.new) == row.new)
    }
    // What stands for a release without being its name is told.
    let told = comparison.remarks.filter { if case .takenFor = $0 { true } else { false } }
    let taken = [row.old, row.new].filter {
      $0.hasPrefix("name") || $0.hasPrefix("base") || $0.hasPrefix("newest")
    }
    #expect(told.count >= taken.count)
  }

  private static func describe(_ end: RevisionRange.End) -> String {
    let name = end.release?.tagName ?? end.name
    return switch end.origin {
    case nil: "revision \(name)"
    case .package: "package \(name)"
    case .name(let taken):
      switch taken.meaning {
      case .release: "name \(name)"
      case .base: "base \(name)"
      case .newest: "newest \(name)"
      }
    }
  }

  @Test("one kernel is compared with the one that runs here, and the answer says so")
  func running() async throws {
    let kernels = try #require(AskedKernels("4.4.122", nil, running: "4.4.121-generic"))
    #expect(kernels.assumesRunning)
    let comparison = try await investigation.compare(
      kernels.old, kernels.new, assumingRunning: true)
    #expect(comparison.remarks.contains(.runningKernel("4.4.121-generic")))
    let text = Report.comparison(comparison).rendered(as: .terminal)
    #expect(text.contains("4.4.121-generic: taken for v4.4.121"))
    #expect(text.contains("only one kernel was given"))
    do {
      _ = try await investigation.compare("9.9.9-generic", "4.4.122", assumingRunning: true)
      Issue.record("no error")
    } catch {
      #expect(
        "\(error)".hasPrefix(
          "only one kernel was given, and the one that runs here, 9.9.9-generic,"))
    }
    // A file is a file, whatever it is called.
    let file = try directory.write(
      try String(contentsOfFile: StoryTests.old, encoding: .utf8), to: "4.4.1..4.4.2")
    #expect(AskedKernels(file, nil, running: "4.4")?.assumesRunning == true)
    #expect(AskedKernels("../old", nil, running: "4.4")?.assumesRunning == true)
    #expect(AskedKernels("4.4.122", nil, running: nil) == nil)
  }

  /// Files of an installed kernel: their contents, what they are called, and what they are taken for.
  static let files: [(name: String, contents: [UInt8], release: String?)] = [
    (
      "boot/config-4.4.0-210-generic",
      Array(
        "#\n# Automatically generated file; DO NOT EDIT.\n# Linux/x86 4.4.121 Kernel Configuration\n#\nCONFIG_X86=y\n"
          .utf8),
      "v4.4.121"
    ),
    (
      "rhel-config", Array("#\n# Linux/x86_64 4.4.0-427.el9.x86_64 Kernel Configuration\n#\n".utf8),
      "v4.4"
    ),
    ("dot-config", Array("#\n# Linux/arm64 4.4.122 Kernel Configuration\n#\n".utf8), "v4.4.122"),
    (
      "boot/vmlinuz-4.4.0-2-amd64",
      image("4.4.0-2-amd64 (a@b) #1 SMP Debian 4.4.123-1 (2018-03-25)"), "v4.4.123"
    ),
    ("bzImage", image("4.4.124-1.el7.x86_64 (a@b) #1 SMP"), "v4.4.124"),
    ("boot/vmlinuz-4.4.125-arm", [0x4D, 0x5A, 0, 0, 1, 2, 3], "v4.4.125"),
    ("boot/initrd.img-4.4.126", [0x1F, 0x8B, 8, 0], "v4.4.126"),
    (
      "kernel-4.4.127", Array("* Mon Mar 19 2018 A <a@b> - 4.4.128-1\n- Update to 4.4.128\n".utf8),
      "v4.4.128"
    ),
    ("vmlinuz-4.4.129", [0x4D, 0x5A, 0, 0, 1, 2, 3], nil),
  ]

  /// As the boot protocol of x86 has it, with a text of the version.
  private static func image(_ text: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 0x4000)
    bytes.replaceSubrange(0x202..<0x206, with: "HdrS".utf8)
    bytes.replaceSubrange(0x20E..<0x210, with: [0x00, 0x30])
    bytes.replaceSubrange(0x3200..<(0x3200 + text.utf8.count), with: text.utf8)
    return bytes
  }

  @Test(
    "is a file of an installed kernel, by what it says rather than by its name", arguments: files)
  func readsFiles(_ row: (name: String, contents: [UInt8], release: String?)) async throws {
    let file = try directory.write("", to: row.name)
    try Data(row.contents).write(to: URL(fileURLWithPath: file))
    guard let release = row.release else {
      await #expect(throws: InvestigationError.self) {
        _ = try await investigation.compare(file, "4.4.157")
      }
      return
    }
    let comparison = try await investigation.compare(file, "4.4.157")
    guard case .range(let range) = comparison.upgrade.operands else {
      Issue.record("\(row.name) is not taken for a kernel")
      return
    }
    #expect(range.old.release?.tagName == release)
  }

  @Test("of a kernel of which only the base is known, what it lacks is unknown")
  func bases() async throws {
    let base = "4.4.0-210-generic"
    let report = try await investigation.fixes(
      .ofCommits([StoryTests.fix], in: [base, "4.4.157", "4.8"]))
    let standings = try #require(report.answer.findings.first).standings
    #expect(standings.map(\.answer) == [.unknown, .no, .yes])
    #expect(report.haveAll == .no)
    // What a kernel lacks is asked in several ways, and so is what differs between two of one base.
    let refused: [() async throws -> Void] = [
      { _ = try await investigation.fixes(.missing(.init(in: base))) },
      { _ = try await investigation.fixes(.missing(.init(in: nil, of: [base]))) },
      { _ = try await investigation.fixes(.missing(.init(in: nil, of: ["v4.4..\(base)"]))) },
      { _ = try await investigation.report("v4.4", "4.4.121-109.amzn2") },
      { _ = try await investigation.report(base, "v4.4.121") },
    ]
    for ask in refused {
      do {
        try await ask()
        Issue.record("answered")
      } catch InvestigationError.onlyBase {
      } catch { Issue.record("\(error)") }
    }
    for (old, new) in [
      (base, "4.4.0-211-generic"), ("v4.4", base), (base, "v4.4"),
      ("4.4.121-88.amzn2", "4.4.121-109.amzn2"),
    ] {
      do {
        _ = try await investigation.compare(old, new)
        Issue.record("\(old) and \(new) are compared")
      } catch {
        #expect("\(error)".hasPrefix("OLD and NEW are both based on v4.4"), "\(error)")
      }
    }
    let remarks = try await investigation.compare(base, "v4.4.121").remarks
    #expect(
      remarks.contains { if case .takenFor(let taken) = $0 { taken.isOnlyBase } else { false } })
  }

  @Test("a series of which the clone has no stable release is not its first release")
  func seriesElsewhere() async throws {
    let report = try await investigation.fixes(.ofCommits([StoryTests.fix], in: ["4.5.y"]))
    #expect(report.haveAll == .unknown)
    await #expect(throws: InvestigationError.self) {
      _ = try await investigation.compare("4.5.y", "4.8")
    }
  }

  @Test("an abbreviated id of several commits says which, and is not passed on to rpm")
  func ambiguous() async throws {
    let ids = try await Command.run("git", ["-C", clone, "rev-list", "--all"]).output
      .split(separator: "\n").map(String.init)
    let short = try #require(
      Dictionary(grouping: ids) { String($0.prefix(4)) }.first {
        $0.value.count > 1 && $0.key.contains { $0.isLetter }
      })
    do {
      _ = try await investigation.compare(short.key, "4.8")
      Issue.record("no error")
    } catch {
      #expect("\(error)".hasPrefix("\(short.key) names more than one object of "))
    }
  }

  @Test("leaves out the clone inside one, and finds none in another repository")
  func discovery() async throws {
    let work = directory.path + "/work"
    _ = try await Command.run("git", ["clone", "-q", clone, work])
    let inner = work + "/fs/overlayfs"
    let text = try await Command.run("git", ["-C", work, "rev-parse", "--show-toplevel"]).output
      .trimmed
    #expect(Investigation.Clone.path(around: inner) == text)
    #expect(Investigation.Clone.path(around: clone) != nil)
    let silent = directory.path + "/silent"
    _ = try await Command.run("git", ["clone", "-q", "--bare", clone, silent])
    try FileManager.default.removeItem(atPath: silent + "/config")
    #expect(Investigation.Clone.path(around: silent + "/refs")?.hasSuffix("/silent") == true)
    let other = directory.path + "/other"
    _ = try await Command.run("git", ["init", "-q", other])
    #expect(Investigation.Clone.path(around: other) == nil)
    #expect(Investigation.Clone.path(around: "/") == nil)
    #expect(Investigation.Clone.path(around: directory.path + "/nowhere") == nil)

    let arguments = ["compare", "4.4.121", "4.4.122"]
    func ask(_ more: [String] = [], in place: String, _ linux: String?) async throws -> Command {
      try await Command.run(
        "env",
        ["-u", "KTRAIL_LINUX", "XDG_CACHE_HOME=\(directory.path)"]
          + (linux.map { ["KTRAIL_LINUX=\($0)"] } ?? [])
          + [Command.ktrail] + arguments + more, in: place)
    }
    for (place, linux, more, status) in [
      (inner, nil, [], 0), (clone, nil, [], 0), (other, nil, [], 1), (other, clone, [], 0),
      (inner, "/nowhere", [], 1), (inner, "", [], 1), (inner, nil, ["--linux", ""], 64),
      (other, "/nowhere", ["--linux", clone], 0),
    ] as [(String, String?, [String], Int)] {
      let answer = try await ask(more, in: place, linux)
      #expect(
        answer.exitCode == status, "\(place) \(linux ?? "unset") \(more): \(answer.errors)")
    }
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
