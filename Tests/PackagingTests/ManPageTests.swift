import Foundation
import Subprocess
import TestSupport
import Testing

@Suite("Man pages") struct ManPageTests {
  private static let generator = SharedMaterial.projectRoot + "/Packaging/man/manpages.py"

  /// The pages that are made of a dump of the help, by name.
  private func pages(of json: String) async throws -> [String: String] {
    let place = try TemporaryDirectory()
    let made = try await Command.run(
      "python3", [Self.generator, "1.2.3", "2026-11-29", place.path], input: json)
    #expect(made.exitCode == 0, "\(made.errors)")
    return try FileManager.default.contentsOfDirectory(atPath: place.path)
      .reduce(into: [:]) { pages, file in
        pages[file] = try String(contentsOfFile: "\(place.path)/\(file)", encoding: .utf8)
      }
  }

  @Test("there is one for each command, with all sections")
  func sections() async throws {
    let (help, json) = try await Help.asked()
    let pages = try await pages(of: json)
    let commands = (help.command.subcommands ?? []).map(\.commandName).filter { $0 != "help" }
    #expect(Set(pages.keys) == Set(["ktrail.1"] + commands.map { "ktrail-\($0).1" }))
    for (name, page) in pages {
      for section in [
        "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES",
        "SEE ALSO",
      ] {
        #expect(page.contains("\n.SH \(section)\n"), "\(name): \(section)")
      }
    }
    for command in help.command.all where !command.examples.isEmpty {
      let page = pages.first { $0.key == "ktrail-\(command.commandName).1" }
      if let page { #expect(page.value.contains("\n.SH EXAMPLES\n"), "\(page.key)") }
    }
  }

  @Test(
    "mandoc finds nothing wrong with them",
    .enabled(if: Command.installed("mandoc") != nil, "needs mandoc"))
  func lint() async throws {
    for (name, page) in try await pages(of: Help.asked().json) {
      let lint = try await Command.run("mandoc", ["-T", "lint"], input: page)
      #expect(lint.output.isEmpty && lint.errors.isEmpty, "\(name)\n\(lint.output)\(lint.errors)")
    }
  }

  @Test(
    "groff has no warnings at 80 columns",
    .enabled(if: Command.installed("groff") != nil, "needs groff"))
  func groff() async throws {
    for (name, page) in try await pages(of: Help.asked().json) {
      let printed = try await Command.run(
        "groff", ["-man", "-Tutf8", "-ww", "-rLL=80n", "-P-c"], input: page)
      #expect(printed.errors.isEmpty, "\(name)\n\(printed.errors)")
      // Bold is a letter, a backspace and the letter again.
      let widest = printed.output.replacing(/.\u{8}/, with: "").split(separator: "\n")
        .max { $0.count < $1.count }
      let line = try #require(widest)
      #expect(line.count <= 80, "\(name): \(line)")
    }
  }

  @Test(
    "what looks like a request of roff is printed as it is",
    .enabled(if: Command.installed("mandoc") != nil, "needs mandoc"),
    arguments: [
      ".so /etc/passwd", "'br", "a \\fB b \\", "--in-tree `x`", "“50 %” … ·", "a - b ^ ~ \" #",
      "\\\" gone",
    ])
  func hostile(_ text: String) async throws {
    let discussion = "\(text)\n\nExample:\n  \(text)"
    let dump: [String: Any] = [
      "command": [
        "commandName": "ktrail", "abstract": text, "discussion": discussion,
        "subcommands": [["commandName": "x", "abstract": text, "discussion": discussion]],
      ]
    ]
    let json = String(decoding: try JSONSerialization.data(withJSONObject: dump), as: UTF8.self)
    let page = try #require(try await pages(of: json)["ktrail-x.1"])
    let printed = try await Command.run(
      "mandoc", ["-T", "utf8", "-O", "width=200"], input: page, environment: ["LC_ALL": "C.UTF-8"])
    let lines = printed.output.replacing(/.\u{8}/, with: "").split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.contains("ktrail-x - \(text.replacing("`", with: ""))"))
    #expect(lines.contains(text.replacing("`", with: "")))
    #expect(lines.contains(text))
  }

  @Test("every variable that ktrail reads is among those of the page")
  func environment() throws {
    let sources = SharedMaterial.projectRoot + "/Sources"
    let sections = try String(
      contentsOfFile: SharedMaterial.projectRoot + "/Packaging/man/sections.txt", encoding: .utf8)
    let names = /"((?:KTRAIL|XDG|CLICOLOR)[A-Z_]*|NO_COLOR|TERM|HOME|PAGER|LESS|COLUMNS|COLORTERM)"/
    var read: Set<String> = []
    for file in try FileManager.default.subpathsOfDirectory(atPath: sources)
    where file.hasSuffix(".swift") && !file.hasPrefix("ktrail-") {
      let text = try String(contentsOfFile: "\(sources)/\(file)", encoding: .utf8)
      read.formUnion(text.matches(of: names).map { String($0.1) })
    }
    #expect(read.contains("KTRAIL_LINUX"))
    // What only the build and the tests read, and what all names of settings begin with.
    let ours: Set = [
      "KTRAIL_", "KTRAIL_BUILD_COMMIT", "KTRAIL_RECORD", "KTRAIL_SCHEMAS", "KTRAIL_SHARED",
      "KTRAIL_WARNINGS_ARE_ERRORS",
    ]
    let terms = sections.split(separator: "\n").filter { $0.first?.isUppercase == true }
    for name in read.subtracting(ours).sorted() {
      let isThere = terms.contains {
        $0.split { !$0.isLetter && $0 != "_" }.contains { $0 == name }
      }
      #expect(isThere || sections.contains(" \(name) is set"), "\(name) is missing")
    }
  }
}
