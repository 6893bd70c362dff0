import ChangeModel
import Kbuild
import Testing

@Suite("A kernel configuration") struct KernelConfigurationTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription, line: String
    let value: String?
  }

  static let rows = [
    Row(testDescription: "built in", line: "CONFIG_X=y", value: "y"),
    Row(testDescription: "a module", line: "CONFIG_X=m", value: "m"),
    Row(testDescription: "not set", line: "# CONFIG_X is not set", value: nil),
    Row(testDescription: "set to no", line: "CONFIG_X=n", value: nil),
    Row(testDescription: "a number", line: "CONFIG_X=0x1000", value: "0x1000"),
    Row(testDescription: "a text", line: "CONFIG_X=\"a = b\"", value: "a = b"),
    Row(testDescription: "an empty text", line: "CONFIG_X=\"\"", value: ""),
    Row(testDescription: "a lone quote", line: "CONFIG_X=\"", value: "\""),
    Row(testDescription: "a line end of DOS", line: "CONFIG_X=m\r", value: "m"),
    Row(testDescription: "a comment", line: "# CONFIG_X=y", value: nil),
    Row(testDescription: "cut off", line: "CONFIG_X", value: nil),
    Row(testDescription: "a NUL", line: "CONFIG_X=y\0", value: "y\0"),
  ]

  @Test("reads the value of a line", arguments: rows)
  func readsValues(_ row: Row) throws {
    let configuration = try KernelConfiguration(
      parsing: Array("CONFIG_OTHER=y\n\(row.line)\n".utf8), source: "config")
    #expect(configuration["X"] == row.value)
    #expect(configuration["OTHER"] == "y")
  }

  static let headings: [(text: String, architecture: String?)] = [
    ("# Linux/x86 6.1.192 Kernel Configuration\nCONFIG_X=y", "x86"),
    ("# Linux/x86_64 2.6.36 Kernel Configuration\nCONFIG_X=y", "x86"),
    ("# Linux/arm64 4.14.0 Kernel Configuration\nCONFIG_X=y", "arm64"),
    ("# Linux/sparc64 4.14.0 Kernel Configuration\nCONFIG_X=y", "sparc"),
    ("# Linux kernel version: 2.6.32\nCONFIG_X86=y", "x86"),
    ("CONFIG_PPC=y\nCONFIG_PPC64=y", "powerpc"),
    ("CONFIG_X=y", nil),
  ]

  @Test("says for which architecture it is", arguments: headings)
  func tellsArchitecture(_ text: String, _ architecture: String?) throws {
    let configuration = try KernelConfiguration(parsing: Array(text.utf8), source: "config")
    #expect(configuration.architecture == architecture)
  }

  @Test(
    "something else is not a configuration",
    arguments: ["", "\0\0", "obj-y := a.o\n", "# Linux/x86 \n"])
  func refusesOthers(_ text: String) throws {
    let error = #expect(throws: KbuildError.self) {
      try KernelConfiguration(parsing: Array(text.utf8), source: "diary")
    }
    #expect("\(try #require(error))".contains("diary is not a kernel configuration"))
  }

  @Test("what changed between two is told by symbol, in order")
  func tellsChanges() throws {
    func parsed(_ text: String) throws -> KernelConfiguration {
      try KernelConfiguration(parsing: Array(text.utf8), source: "config")
    }
    let old = try parsed(
      "CONFIG_C=y\nCONFIG_B=m\nCONFIG_A=1\nCONFIG_SAME=y\n# CONFIG_D is not set\n")
    let new = try parsed("CONFIG_C=m\nCONFIG_A=1\nCONFIG_SAME=y\nCONFIG_D=\"text\"\n")
    #expect(
      new.changes(since: old) == [
        ConfigurationChange(symbol: "B", old: "m", new: nil),
        ConfigurationChange(symbol: "C", old: "y", new: "m"),
        ConfigurationChange(symbol: "D", old: nil, new: "text"),
      ])
    #expect(new.changes(since: new).isEmpty)
  }
}
