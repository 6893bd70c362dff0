import Kbuild
import Testing

@Suite("Loaded modules") struct LoadedModulesTests {
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

  @Test("are read from what hosts print", arguments: rows)
  func reads(_ row: Row) throws {
    let loaded = try LoadedModules(parsing: [("host", Array(row.text.utf8))])
    #expect(Set(loaded.counts.keys) == row.names)
  }

  @Test("are counted over the hosts of a fleet, however a name is written")
  func counts() throws {
    let loaded = try LoadedModules(parsing: [
      ("a", Array("overlay\nsnd-hda-intel\n".utf8)), ("b", Array("overlay 1 2\n".utf8)),
      ("c", Array("snd_hda_intel\n".utf8)),
    ])
    #expect(loaded.hostCount == 3)
    #expect(loaded.counts == ["overlay": 2, "snd_hda_intel": 2])
    #expect(loaded.hosts(loadingAnyOf: ["overlay"]) == 2)
    #expect(loaded.hosts(loadingAnyOf: ["snd-hda-intel", "overlay"]) == 3)
    #expect(loaded.hosts(loadingAnyOf: ["nfs"]) == 0)
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
      try LoadedModules(parsing: [("host", Array(text.utf8))])
    }
    let sentence = "\(try #require(error))"
    #expect(sentence.contains("host") && sentence.contains(says), "\(sentence)")
    #expect(sentence.utf8.count < 300)
  }
}
