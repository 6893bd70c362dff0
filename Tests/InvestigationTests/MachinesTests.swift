import Assessment
import ChangeModel
import Foundation
import Investigation
import Reports
import TestSupport
import Testing

/// A little kernel with makefiles, two releases of it, and what a fleet says of itself.
@Suite("Relevance to machines") struct MachinesTests {
  let directory: TemporaryDirectory
  let history: HistoryBuilder

  static let makefiles = [
    "Makefile": "core-y := fs/ net/\nvmlinux-dirs := $(patsubst %/,%,$(core-y))\n",
    "fs/Makefile": "obj-$(CONFIG_ZEBRA_FS) += zebra/\nobj-$(CONFIG_QUAGGA_FS) += quagga/\n",
    "fs/zebra/Makefile": "obj-$(CONFIG_ZEBRA_FS) += zebra-fs.o\nzebra-fs-y := stripes.o\n",
    "fs/quagga/Makefile": "obj-$(CONFIG_QUAGGA_FS) += stripes.o\n",
    "net/Makefile": "obj-y += stripes.o\n",
  ]

  init() async throws {
    directory = try TemporaryDirectory()
    history = try await HistoryBuilder()
    try await history.commit("start", "Linux 4.14.1", files: Self.makefiles)
    try await history.tag("v4.14.1", "start")
    for part in ["fs/zebra", "fs/quagga", "net"] {
      try await history.commit(
        part, "\(part): count stripes before they are painted",
        files: ["\(part)/stripes.c": "int stripes(void) { return \(part.count); }\n"])
    }
    try await history.commit("end", "Linux 4.14.2", files: ["VERSION": "2\n"])
    try await history.tag("v4.14.2", "end")
    try directory.write(
      "stripes are painted before they are counted, and the host hangs\n", to: "symptom")
    try directory.write(
      "# Linux/x86 4.14.2 Kernel Configuration\nCONFIG_ZEBRA_FS=m\n", to: "config")
    try directory.write(
      "# Linux/x86 4.14.1 Kernel Configuration\nCONFIG_ZEBRA_FS=y\n", to: "old-config")
    try directory.write("CONFIG_ZEBRA_FS=m\n", to: "bare-config")
    try directory.write("Module Size Used by\nzebra_fs 4096 0\n", to: "host1")
    try directory.write("ext4 4096 0\n", to: "host2")
    try directory.write("Dear diary\n", to: "diary")
  }

  private func culprits(_ options: String...) async throws -> Command {
    try await Command.ktrail(
      ["culprits", "v4.14.1", "v4.14.2", "--symptom", "symptom", "--linux", history.path] + options,
      in: directory.path)
  }

  @Test("what is not built is hardly suspect, and that is counted and told with the reason")
  func discountsNotBuilt() async throws {
    let command = try await culprits(
      "--config", "config", "--modules", "host1", "--modules", "host2", "--format", "json")
    #expect(command.exitCode == 0, "\(command.errors)")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
    #expect((json["discounts"] as? [String: Int])?["not-built"] == 1)
    let suspects = try #require(json["suspects"] as? [[String: Any]])
    func suspect(_ part: String) throws -> (probability: Double, evidence: [String]) {
      let found = try #require(suspects.first { $0["id"] as? String == history.id(part) })
      return (try #require(found["probability"] as? Double), found["evidence"] as? [String] ?? [])
    }
    let quagga = try suspect("fs/quagga")
    #expect(quagga.probability < 0.02)
    #expect(quagga.evidence.contains("it is not built: CONFIG_QUAGGA_FS is not set (fs/Makefile)"))
    let zebra = try suspect("fs/zebra")
    #expect(zebra.probability > 0.1)
    #expect(
      zebra.evidence.contains(
        "it is in the module zebra_fs: CONFIG_ZEBRA_FS=m in fs/zebra/Makefile; loaded on 1 of 2 hosts"
      ))
    #expect(
      try suspect("net").evidence.contains("it is in the kernel image: listed in net/Makefile"))
  }

  @Test(
    "a CVE is not that of a kernel that does not build what brought it, unless that moved since")
  func vex() async throws {
    try await history.commit(
      "moved", "fs: count hooves", files: ["fs/quagga/hooves.c": "int hooves(void) { return 4; }\n"]
    )
    try await history.commit("three", "Linux 4.14.3", files: ["VERSION": "3\n"])
    try await history.tag("v4.14.3", "three")
    try await history.commit(
      "gone", "fs: hooves go to the net",
      files: ["net/hooves.c": "int hooves(void) { return 4; }\n"], deleting: ["fs/quagga/hooves.c"])
    try await history.commit("four", "Linux 4.14.4", files: ["VERSION": "4\n"])
    try await history.tag("v4.14.4", "four")
    for part in ["fs/zebra", "fs/quagga", "net", "moved"] {
      try await history.commit(
        "\(part) fix", "\(part): count no stripes twice",
        files: ["\(part)/stripes.c": "int stripes(void) { return 1; }\n"])
    }
    let list = ["fs/zebra", "fs/quagga", "net", "moved"].enumerated().map { place, part in
      "\"CVE-2018-\(place + 1)\": {\"breaks\": \"\(history.id(part))\", \"fixes\": \"\(history.id("\(part) fix"))\"}"
    }
    try directory.write("{\(list.joined(separator: ","))}", to: "kernel_cves.json")
    func statuses(_ options: String...) async throws -> [String] {
      let command = try await Command.ktrail(
        [
          "report", "v4.14.3", "v4.14.4", "--linux", history.path, "--cve-data", "kernel_cves.json",
          "--format", "openvex",
        ] + options, in: directory.path)
      let json = try #require(
        JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any],
        "\(command.errors)")
      let statements = try #require(json["statements"] as? [[String: Any]])
      let byName = statements.sorted {
        (($0["vulnerability"] as? [String: Any])?["name"] as? String ?? "")
          < (($1["vulnerability"] as? [String: Any])?["name"] as? String ?? "")
      }
      return byName.compactMap { $0["status"] as? String }
    }
    #expect(try await statuses() == ["affected", "affected", "affected", "affected"])
    #expect(
      try await statuses("--config", "config")
        == ["affected", "not_affected", "affected", "affected"])
  }

  @Test("a packed configuration is read, and what changed between two is told")
  func configurations() async throws {
    let packed = try await Command.run("gzip", ["-k", directory.path + "/config"])
    #expect(packed.exitCode == 0)
    let report = try await Investigation(
      clone: .init(path: history.path, indexDirectory: directory.path + "/index")
    ).culprits(
      "v4.14.1", "v4.14.2", symptoms: [directory.path + "/symptom"],
      question: RankingQuestion(
        machines: MachineFiles(
          configuration: directory.path + "/config.gz",
          oldConfiguration: directory.path + "/old-config")))
    #expect(report.upgrade.relevances.count == report.upgrade.changes.count)
    let change = ConfigurationChange(symbol: "ZEBRA_FS", old: "y", new: "m")
    #expect(report.remarks.contains(.configurationsDiffer([change])))
  }

  @Test("a clone without file contents is told, and ranks as if nothing were known of the machines")
  func withoutContents() async throws {
    let bare = directory.path + "/bare.git"
    _ = try await Command.git("config", "uploadpack.allowFilter", "true", in: history.path)
    _ = try await Command.git(
      "clone", "-q", "--bare", "--filter=blob:none", "file://" + history.path, bare,
      in: directory.path)
    let command = try await Command.ktrail(
      [
        "culprits", "v4.14.1", "v4.14.2", "--symptom", "symptom", "--linux", bare, "--config",
        "config",
      ], in: directory.path)
    #expect(command.exitCode == 0, "\(command.errors)")
    let said = command.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      said.contains("has no file contents, so what the configuration leaves out is not known"))
    #expect(!said.contains("not part of the given configuration"))
  }

  // MARK: - Fleets

  private func report(_ options: String...) async throws -> Command {
    try await Command.ktrail(
      ["report", "v4.14.1", "v4.14.2", "--linux", history.path, "--config", "config"] + options,
      in: directory.path)
  }

  private func fleet(_ command: Command) throws -> [String: Any] {
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
    return try #require(json["fleet"] as? [String: Any], "\(command.errors)")
  }

  @Test(
    "an inventory says who runs OLD and loads what changes, packed or not",
    arguments: [false, true])
  func inventory(isPacked: Bool) async throws {
    try directory.write(
      """
      {"host": "web1", "group": "web", "kernel": "4.14.1-1.el7.x86_64", "modules": ["zebra-fs"]}
      {"host": "web2", "group": "web", "kernel": "4.14.2", "modules": "Module Size Used by\\next4 1 0\\n"}
      {"host": "db1", "group": "db", "modules": ["zebra_fs"]}
      not JSON
      {"host": "web1", "kernel": "4.14.1"}
      """, to: "inventory")
    if isPacked { _ = try await Command.run("gzip", [directory.path + "/inventory"]) }
    let file = isPacked ? "inventory.gz" : "inventory"
    let command = try await report("--modules", file, "--json")
    #expect(command.exitCode == 0, "\(command.errors)")
    let total = try #require(try fleet(command)["total"] as? [String: Any])
    #expect(total["hosts"] as? Int == 3)
    #expect(total["runOld"] as? Int == 1)
    #expect(total["runNew"] as? Int == 1)
    #expect(total["kernelUnknown"] as? Int == 1)
    #expect(total["loadChanged"] as? Int == 2)
    #expect(command.output.contains("\(file):4: the line is not one JSON object; 2 lines or files"))
    let text = try await report("--modules", file)
    #expect(text.output.contains("The hosts"))
  }

  @Test("a directory has a file for each host, and directories for groups")
  func hostDirectory() async throws {
    try directory.write("Module Size Used by\nzebra_fs 4096 0\n", to: "hosts/web/web1.lsmod")
    try directory.write("ext4\n", to: "hosts/web/web2")
    try directory.write("zebra_fs\n", to: "hosts/db1.txt")
    try directory.write("Dear diary\n", to: "hosts/diary")
    try directory.write("", to: "hosts/empty")
    try directory.write("x\n", to: "hosts/.hidden")
    let command = try await report("--modules", "hosts", "--json")
    let fleet = try fleet(command)
    let total = try #require(fleet["total"] as? [String: Any])
    #expect(total["hosts"] as? Int == 3)
    #expect(total["kernelUnknown"] as? Int == 3)
    #expect(total["loadChanged"] as? Int == 2)
    let groups = try #require(fleet["groups"] as? [[String: Any]])
    #expect(groups.map { $0["name"] as? String } == ["web", nil])
    #expect(command.output.contains("hosts/diary:1: \\\"Dear diary\\\" is not a module"))
  }

  @Test("a fleet of which no host can be read is refused")
  func refusesFleets() async throws {
    try directory.write("{\"kernel\": \"4.14.1\"}\n", to: "inventory")
    let nobody = try await report("--modules", "inventory")
    #expect(nobody.exitCode == 1)
    #expect(nobody.errors.contains("inventory:1: no host can be read from it: it has no \"host\""))
    try directory.write("Dear diary\n", to: "hosts/diary")
    #expect(try await report("--modules", "hosts").errors.contains("hosts/diary:1: no host"))
    try directory.write("x", to: "none/.x")
    #expect(try await report("--modules", "none").errors.contains("none has no hosts"))
  }

  static let bad: [(options: [String], code: Int, says: String)] = [
    (["--config", "diary"], 1, "diary is not a kernel configuration"),
    (["--config", "gone"], 1, "gone cannot be read: No such file"),
    (["--config", "."], 1, ". cannot be read"),
    (["--config", "bare-config"], 1, "pass --arch"),
    (
      ["--config", "bare-config", "--arch", "x86"], 0,
      "1 that are not part of the given configuration"
    ),
    (["--config", "config", "--modules", "diary"], 1, "diary:1: expected a module"),
    (["--config", "config", "--old-config", "diary"], 1, "diary is not a kernel configuration"),
    (["--modules", "host1"], 64, "go with --config"),
    (["--old-config", "config"], 64, "go with --config"),
  ]

  @Test("says what is wrong with a file", arguments: bad)
  func badFiles(_ options: [String], _ code: Int, _ says: String) async throws {
    let command = try await Command.ktrail(
      ["culprits", "v4.14.1", "v4.14.2", "--symptom", "symptom", "--linux", history.path] + options,
      in: directory.path)
    #expect(command.exitCode == code, "\(command.errors)")
    let said = (command.output + command.errors).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(said.contains(says), "\(said)")
  }
}
