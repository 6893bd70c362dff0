import ChangeModel
import Testing

@testable import Kbuild

@Suite("A fleet") struct FleetTests {
  static func fleet(_ hosts: [(name: String, text: String)]) throws -> Fleet {
    var builder = FleetBuilder()
    for (name, text) in hosts {
      try builder.add(host: name, listing: Array(text.utf8), source: name)
    }
    return builder.fleet(isInventory: false)
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription, text: String
    let names: Set<String>
  }

  static let rows = [
    Row(
      testDescription: "lsmod",
      text: """
        Module                  Size  Used by
        overlay               151552  12
        snd_hda_intel          57344  5
        snd_intel_dspcfg       36864  1 snd_hda_intel

        """, names: ["overlay", "snd_hda_intel", "snd_intel_dspcfg"]),
    Row(
      testDescription: "lsmod of a host without modules", text: "Module Size Used by\n", names: []),
    Row(
      testDescription: "/proc/modules",
      text: """
        overlay 151552 12 - Live 0xffffffffc0a00000
        nf_nat 57344 2 iptable_nat,nft_chain_nat, Live 0x0000000000000000 (OE)

        """, names: ["overlay", "nf_nat"]),
    Row(
      testDescription: "a list", text: "# of the rack\noverlay\n\n  snd-hda-intel  \nmodule\n",
      names: ["overlay", "snd_hda_intel", "module"]),
    Row(
      testDescription: "files",
      text: "kernel/fs/overlayfs/overlay.ko\n/lib/modules/6.1/kernel/sound/snd-hda-intel.ko.xz\n",
      names: ["overlay", "snd_hda_intel"]),
    Row(
      testDescription: "line ends of DOS", text: "overlay\r\nnfs\r\n", names: ["overlay", "nfs"]),
  ]

  @Test("modules are read from what hosts print", arguments: rows)
  func reads(_ row: Row) throws {
    #expect(Set(try Self.fleet([("host", row.text)]).counts.keys) == row.names)
  }

  @Test("modules are counted over the hosts, however a name is written")
  func counts() throws {
    let fleet = try Self.fleet([
      ("a", "overlay\nsnd-hda-intel\noverlay\n"), ("b", "overlay 1 2\n"), ("c", "snd_hda_intel\n"),
    ])
    #expect(fleet.hosts.count == 3)
    #expect(fleet.counts == ["overlay": 2, "snd_hda_intel": 2])
    #expect(fleet.hosts(loadingAnyOf: ["overlay"]) == [0, 1])
    #expect(fleet.hosts(loadingAnyOf: ["snd_hda_intel", "overlay"]) == [0, 1, 2])
    #expect(fleet.hosts(loadingAnyOf: ["nfs"]) == [])
  }

  static let refused = [
    ("", "is empty"), (" \n\n", "is empty"),
    ("overlay\nDear diary, today\n", ":2: expected a module"),
    ("no/such/\u{0}name\n", ":1:"), ("<html>\n", ":1:"),
    (String(repeating: "x", count: 1 << 20), ":1:"),
  ]

  @Test("anything else is refused, with its line", arguments: refused)
  func refuses(_ text: String, _ says: String) throws {
    let error = #expect(throws: KbuildError.self) {
      try Self.fleet([("host", text)])
    }
    let sentence = "\(try #require(error))"
    #expect(sentence.contains("host") && sentence.contains(says), "\(sentence)")
    #expect(sentence.utf8.count < 300)
  }

  // MARK: - Inventories

  static func read(_ text: String, by size: Int = 1 << 20) -> FleetBuilder {
    var builder = FleetBuilder()
    var reader = InventoryReader(source: "inv", group: nil)
    var copy = text
    copy.withUTF8 { bytes in
      let all = UnsafeRawBufferPointer(bytes)
      for start in stride(from: 0, to: all.count, by: size) {
        _ = reader.read(
          UnsafeRawBufferPointer(rebasing: all[start..<min(start + size, all.count)]),
          into: &builder)
      }
    }
    reader.finish(into: &builder)
    return builder
  }

  private static let inventory = """
    {"host": "web1", "group": "web", "kernel": "4.14.121-1.el7.x86_64", "modules": ["overlay", "nf-nat"]}

    {"modules": "Module Size Used by\\noverlay 151552 1\\n", "x": [{"y": [1, -2e3, null, true]}, {}], "host": "db\\u00e9", "kernel": null}
    {"host": "lb1", "group": "web"}
    """

  @Test("an inventory is read, in pieces of any size", arguments: [1, 2, 7, 64, 1 << 20])
  func readsInventory(by size: Int) {
    let builder = Self.read(Self.inventory, by: size)
    #expect(builder.flawCount == 0)
    let fleet = builder.fleet(isInventory: true)
    #expect(fleet.hosts.map(\.name) == ["web1", "db\u{E9}", "lb1"])
    #expect(fleet.groups == ["web"])
    #expect(fleet.hosts.map(\.group) == [0, nil, 0])
    #expect(fleet.kernels == ["4.14.121-1.el7.x86_64"])
    #expect(fleet.hosts.map(\.kernel) == [0, nil, nil])
    #expect(fleet.hosts.map(\.hasModules) == [true, true, false])
    #expect(fleet.counts == ["overlay": 2, "nf_nat": 1])
  }

  static let flaws: [(line: String, flaw: HostFlaw)] = [
    ("[]", .notAnObject), ("{\"host\": \"a\"", .notAnObject), ("{\"host\": \"a\"} x", .notAnObject),
    ("{\"host\": \"a\", }", .notAnObject), ("{\"host\" \"a\"}", .notAnObject),
    ("{\"host\": \"a\", \"x\": \(String(repeating: "[", count: 100))}", .notAnObject),
    ("{\"host\": \"\\x\"}", .notAnObject), ("{}", .unnamed), ("{\"host\": \" \"}", .unnamed),
    ("{\"host\": 7}", .mistyped(key: "host")),
    ("{\"host\": \"a\", \"kernel\": [4]}", .mistyped(key: "kernel")),
    ("{\"host\": \"a\", \"modules\": {}}", .mistyped(key: "modules")),
    ("{\"host\": \"a\", \"modules\": [1]}", .mistyped(key: "modules")),
    ("{\"host\": \"a\", \"modules\": [\"a b\"]}", .notAModule("a b")),
    ("{\"host\": \"a\", \"modules\": \"Dear diary, today\"}", .notAModule("Dear diary, today")),
    ("{\"host\": \"good\"}", .repeated("good")),
  ]

  @Test("a line that says nothing of a host is counted, and the first is told", arguments: flaws)
  func tellsFlaws(_ example: (line: String, flaw: HostFlaw)) {
    let builder = Self.read(
      "{\"host\": \"good\"}\n\(example.line)\n\(example.line)\n{\"host\": \"b\"}\n")
    #expect(builder.hostCount == 2)
    #expect(builder.flawCount == 2)
    #expect(builder.firstFlaw?.flaw == example.flaw)
    #expect(builder.firstFlaw?.position == SourcePosition(file: "inv", line: 2))
  }

  @Test("a line without end is not kept, and the next is read")
  func bombs() {
    let long = String(repeating: "x", count: InventoryReader.longestLine + 1)
    let builder = Self.read("{\"host\": \"\(long)\"}\n{\"host\": \"b\"}\n")
    #expect(builder.hostCount == 1)
    #expect(builder.firstFlaw?.flaw == .tooLong(limit: InventoryReader.longestLine))
  }

  @Test("more modules than any kernel has are refused")
  func refusesMany() {
    var builder = FleetBuilder()
    var reader = InventoryReader(source: "inv")
    let names = (0...FleetBuilder.mostModules).map { "\"m\($0)\"" }.joined(separator: ",")
    _ = Array("{\"host\": \"a\", \"modules\": [\(names)]}\n".utf8).withUnsafeBytes {
      reader.read($0, into: &builder)
    }
    #expect(reader.problem == .tooManyModules(source: "inv", limit: FleetBuilder.mostModules))
  }
}
