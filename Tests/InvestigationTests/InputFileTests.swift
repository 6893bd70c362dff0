import ChangeModel
import Culprits
import Foundation
import Kbuild
import TestSupport
import Testing

@testable import Investigation

/// The files that a question is asked with: what each is read as, and what is refused.
@Suite("Input files") struct InputFileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// The sentence that reading fails with; `nil` if it does not fail.
  private func failure(_ read: () async throws -> Void) async -> String? {
    do {
      try await read()
      return nil
    } catch {
      return "\(error)".replacing(directory.path + "/", with: "")
    }
  }

  // MARK: - Lists of CVEs

  private static func record(_ id: String, _ culprit: String = "", _ fix: String = "") -> String {
    """
    {"cveMetadata": {"cveId": "\(id)"}, "containers": {"cna": {"title": "about \(id)", "metrics": \
    [{"cvssV3_1": {"baseScore": 7.8}}, {"cvssV4_0": {"baseScore": 8.5}}], "affected": [{"versions": \
    [{"versionType": "git", "status": "affected", "version": "\(culprit)", "lessThan": "\(fix)"}, \
    {"versionType": "semver", "status": "affected", "version": "4.4"}]}]}}}
    """
  }

  @Test("a record of a CVE gives its commits, its title and its highest score")
  func readsRecord() throws {
    let path = try directory.write(
      Self.record("CVE-2018-1", "1a2b3c4d5e6f", "0123456789ab"), to: "CVE-2018-1.json")
    #expect(
      try CVEList(reading: path).cves == [
        KnownCVE(
          id: "CVE-2018-1", culprits: [#require(AbbreviatedCommitID("1a2b3c4d5e6f"))],
          fixes: [#require(AbbreviatedCommitID("0123456789ab"))], title: "about CVE-2018-1",
          score: 8.5)
      ])
  }

  @Test("a table gives all of its CVEs, by id; what is not one is left out")
  func readsTable() throws {
    let path = try directory.write(
      """
      {"CVE-2018-2": {"breaks": "1a2b3c4d5e6f", "fixes": "0123456789ab", "cmt_msg": "fs: mend",
      "cvss3": {"score": "5.5"}}, "CVE-2018-1": {"breaks": "", "fixes": "unk"}, "note": "x"}
      """, to: "kernel_cves.json")
    let cves = try CVEList(reading: path).cves
    #expect(cves.map(\.id) == ["CVE-2018-1", "CVE-2018-2"])
    #expect(cves[0] == KnownCVE(id: "CVE-2018-1", culprits: [], fixes: []))
    #expect((cves[1].title, cves[1].score) == ("fs: mend", 5.5))
  }

  static let folders: [(files: [String], ids: [String])] = [
    (
      ["vulns/cve/published/2018/CVE-2018-1.json", "vulns/cve/rejected/CVE-2018-2.json"],
      ["CVE-2018-1"]
    ),
    (["vulns/CVE-2018-2.json", "vulns/2018/CVE-2018-1.json"], ["CVE-2018-1", "CVE-2018-2"]),
    (["vulns/CVE-2018-1.json", "vulns/notes.json", "vulns/CVE-2018-2.txt"], ["CVE-2018-1"]),
  ]

  @Test("of a folder the published records are read, wherever they lie", arguments: folders)
  func readsFolder(_ files: [String], _ ids: [String]) throws {
    for file in files {
      let id = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
      try directory.write(Self.record(id), to: file)
    }
    #expect(try CVEList(reading: directory.path + "/vulns").cves.map(\.id) == ids)
  }

  @Test("a folder with the table of all CVEs is read by that")
  func readsTableOfFolder() throws {
    try directory.write(Self.record("CVE-2018-1"), to: "cves/CVE-2018-1.json")
    try directory.write(#"{"CVE-2018-9": {}}"#, to: "cves/data/kernel_cves.json")
    #expect(try CVEList(reading: directory.path + "/cves").cves.map(\.id) == ["CVE-2018-9"])
  }

  static let badLists: [(text: String, says: String)] = [
    ("{", "list cannot be used: it is not valid JSON"),
    ("", "list cannot be used: it is not valid JSON"),
    ("[1]", "list cannot be used: it is neither a CVE record nor a table of CVEs"),
    (
      #"{"cveMetadata": {}}"#, "list cannot be used: it is neither a CVE record nor a table of CVEs"
    ),
    (#"{"CVE-2018-1": 7}"#, "list cannot be used: it is neither a CVE record nor a table of CVEs"),
    ("{}", "list cannot be used: it has no CVEs"),
  ]

  @Test("what is not a list of CVEs is refused, not passed over", arguments: badLists)
  func refusesOthers(_ text: String, _ says: String) async throws {
    let path = try directory.write(text, to: "list")
    #expect(await failure { _ = try CVEList(reading: path) } == says)
  }

  @Test("of several bad files the first by name is blamed, whichever was read first")
  func blamesTheFirst() async throws {
    for number in 10...60 {
      let id = "CVE-2018-\(number)"
      try directory.write(Self.record(id), to: "cves/\(id).json")
    }
    for (number, text) in [(59, "{"), (31, "[1]"), (44, "{"), (32, "{")] {
      try directory.write(text, to: "cves/CVE-2018-\(number).json")
    }
    #expect(
      await failure { _ = try CVEList(reading: directory.path + "/cves") }
        == "cves/CVE-2018-31.json cannot be used: it is neither a CVE record nor a table of CVEs")
  }

  @Test("a record that cannot be read is refused for that, in the system's words")
  func saysWhyUnreadable() async throws {
    let record = try directory.write(Self.record("CVE-2018-1"), to: "cves/CVE-2018-1.json")
    try FileManager.default.removeItem(atPath: record)
    try FileManager.default.createSymbolicLink(atPath: record, withDestinationPath: record)
    #expect(
      await failure { _ = try CVEList(reading: directory.path + "/cves") }
        == "cves/CVE-2018-1.json cannot be used: Too many levels of symbolic links")
    // A hole, of which nothing is stored.
    let huge = try directory.write("", to: "huge")
    #expect(truncate(huge, 256 << 20 + 1) == 0)
    #expect(
      await failure { _ = try CVEList(reading: huge) }
        == "huge cannot be used: it has more than 256 MiB")
  }

  @Test("a list that is not there, or a folder without one, is refused")
  func refusesNothing() async throws {
    try directory.write("", to: "folder/notes")
    #expect(
      await failure { _ = try CVEList(reading: directory.path + "/none") }
        == "none cannot be used: it is not there")
    #expect(
      await failure { _ = try CVEList(reading: directory.path + "/folder") }
        == "folder cannot be used: it has no CVEs")
  }

  // MARK: - Lists of commits

  static let full = "5f0e3a91c2b4d6e8f0a1b2c3d4e5f60718293a4b"

  @Test("a list of commits has full and shortened ids, with what stands beside them")
  func readsCommits() throws {
    let path = try directory.write(
      "# mine\n\n\(Self.full), Ada , fs/x.c\r\n\t1a2b3c4d5e6f,Bo\n\(Self.full),Cy,mm/y.c",
      to: "list")
    let list = try CommitList(reading: path)
    let id = try #require(CommitID(Self.full))
    #expect(list.full == [id, id])
    #expect(list.abbreviated.map(\.digits) == ["1a2b3c4d5e6f"])
    #expect(list.count == 3)
    #expect(
      list.headings(of: [id]) == [id: .init(person: "Ada", path: "fs/x.c")], "the first counts")
  }

  static let badCommits: [(text: String, says: String)] = [
    ("", "list: it lists no commits"), ("# nothing\n\n", "list: it lists no commits"),
    ("\(full)\n\nhello world\n", "list:3: \"hello world\" is not a commit id"),
    ("12\n", "list:1: \"12\" is not a commit id"),
    (
      String(repeating: "x", count: 500),
      "list:1: \"\(String(repeating: "x", count: 60))\" is not a commit id"
    ),
  ]

  @Test("another text is refused with its line", arguments: badCommits)
  func refusesCommits(_ text: String, _ says: String) async throws {
    let path = try directory.write(text, to: "list")
    #expect(await failure { _ = try CommitList(reading: path) } == says)
    #expect(
      await failure { _ = try CommitList(reading: directory.path + "/none") }
        == "none: No such file or directory")
  }

  // MARK: - Symptoms

  @Test("a symptom is read whole, packed or not")
  func readsSymptom() async throws {
    let text = "the host hangs\nin ovl_lookup\n"
    let path = try directory.write(text, to: "symptom")
    let packed = try await Command.run("gzip", ["-k", path])
    try #require(packed.exitCode == 0, "\(packed.errors)")
    for name in [path, path + ".gz"] {
      let excerpt = try await SymptomFile(path: name).excerpt()
      #expect(excerpt.text.contains("ovl_lookup"))
      #expect(excerpt.source.name == name)
      #expect(excerpt.source.lineCount == 2)
      #expect(excerpt.source.isWhole)
    }
  }

  static let badSymptoms: [(bytes: [UInt8], says: String)] = [
    ([], "it is empty"), (Array(" \n\t\n".utf8), "it is empty"),
    ([0, 1, 2, 0xFF, 0], "it is a binary file without the lines of a kernel's report"),
  ]

  @Test("a symptom without text is refused", arguments: badSymptoms)
  func refusesSymptom(_ bytes: [UInt8], _ says: String) async throws {
    let path = directory.path + "/symptom"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(
      await failure { _ = try await SymptomFile(path: path).excerpt() }
        == "the symptom symptom cannot be read: \(says)")
  }

  @Test("a symptom that cannot be opened or unpacked is refused in the system's words")
  func refusesUnreadable() async throws {
    #expect(
      await failure { _ = try await SymptomFile(path: directory.path + "/none").excerpt() }
        == "the symptom none cannot be read: No such file or directory")
    let path = directory.path + "/cut.gz"
    try Data([0x1F, 0x8B, 8, 0]).write(to: URL(fileURLWithPath: path))
    let error = await failure { _ = try await SymptomFile(path: path).excerpt() }
    #expect(error?.hasPrefix("cut.gz cannot be unpacked: ") == true, "\(error ?? "none")")
  }

  // MARK: - Machines

  private func machines(
    _ config: String, old: String? = nil, modules: [String] = [], arch: String? = nil
  ) async throws -> Machines {
    func file(_ text: String, _ name: String) throws -> String {
      try directory.write(text, to: name)
      return directory.path + "/" + name
    }
    var hosts: [String] = []
    for (number, text) in modules.enumerated() { hosts.append(try file(text, "host\(number)")) }
    return try await Machines(
      reading: MachineFiles(
        configuration: try file(config, "config"),
        oldConfiguration: try old.map { try file($0, "old") }, modules: hosts, architecture: arch))
  }

  @Test("machines are known by configurations and lists of modules")
  func readsMachines() async throws {
    let known = try await machines(
      "# Linux/x86 4.14.2 Kernel Configuration\nCONFIG_A=m\nCONFIG_B=y\n",
      old: "CONFIG_A=y\nCONFIG_B=y\n", modules: ["a 4096 0\n", "a\nb\n"])
    #expect(known.architecture == "x86")
    #expect(known.changes == [ConfigurationChange(symbol: "A", old: "y", new: "m")])
    #expect(known.fleet?.counts == ["a": 2, "b": 1])
    let bare = try await machines("CONFIG_A=m\n", arch: "arm64")
    #expect((bare.architecture, bare.changes) == ("arm64", []))
    #expect(bare.fleet == nil)
  }

  static let badMachines: [(config: String, modules: [String], arch: String?, says: String)] = [
    ("Dear diary\n", [], "x86", "config is not a kernel configuration"),
    ("CONFIG_A=m\n", [], nil, "config does not say which architecture it is for"),
    (
      "# Linux/x86 4.14.2 Kernel Configuration\nCONFIG_A=m\n", [], "arm64",
      "config is for x86, not for arm64"
    ),
    ("CONFIG_A=m\n", ["a\n", ""], "x86", "host1 is empty"),
    (
      "CONFIG_A=m\n", ["a\nDear diary, today\n"], "x86",
      "host0:2: expected a module's name or a line of lsmod, found \"Dear diary, today\""
    ),
  ]

  @Test("other files, and another architecture, are refused", arguments: badMachines)
  func refusesMachines(
    _ bad: (config: String, modules: [String], arch: String?, says: String)
  ) async throws {
    #expect(
      await failure {
        _ = try await machines(bad.config, modules: bad.modules, arch: bad.arch)
      } == bad.says)
  }

  @Test("a file of the machines that cannot be opened is named")
  func refusesAbsentMachines() async throws {
    #expect(
      await failure {
        _ = try await Machines(
          reading: MachineFiles(configuration: directory.path + "/none", architecture: "x86"))
      } == "none cannot be read: No such file or directory")
  }
}
