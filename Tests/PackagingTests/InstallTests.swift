import Foundation
import TestSupport
import Testing

/// `make install` of the program that was built beside the tests.
@Suite("Installing", .enabled(if: Command.installed("make") != nil, "needs make"))
struct InstallTests {
  private func make(_ target: String, below destination: String) async throws -> Command {
    try await Command.run(
      "make",
      [
        "-s", "-C", SharedMaterial.projectRoot, target, "PROGRAM=\(Command.ktrail)", "PREFIX=/usr",
        "DESTDIR=\(destination)",
      ])
  }

  private func files(below place: String) throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: place))
  }

  @Test(
    "puts program, pages, completions, licences and schemas in place, and takes exactly these away")
  func roundTrip() async throws {
    let place = try TemporaryDirectory()
    try place.write("of another\n", to: "usr/share/man/man1/other.1")
    let before = try files(below: place.path)
    for _ in 1...2 {
      let installed = try await make("install-files", below: place.path)
      #expect(installed.exitCode == 0, "\(installed.errors)")
    }
    let there = try files(below: place.path)
    for file in [
      "bin/ktrail", "share/man/man1/ktrail.1", "share/man/man1/ktrail-bisect.1",
      "share/bash-completion/completions/ktrail", "share/zsh/site-functions/_ktrail",
      "share/fish/vendor_completions.d/ktrail.fish", "share/ktrail/Schemas/report-1.schema.json",
      "share/doc/ktrail/README.md", "share/doc/ktrail/LICENSE", "share/doc/ktrail/THIRD_PARTY.md",
      "lib/systemd/system/ktrail-bisect@.service",
    ] {
      #expect(there.contains("usr/\(file)"), "\(file)")
    }
    let size = try FileManager.default.attributesOfItem(atPath: "\(place.path)/usr/bin/ktrail")
    let built = try FileManager.default.attributesOfItem(atPath: Command.ktrail)
    #expect(try #require(size[.size] as? Int) < #require(built[.size] as? Int), "it is stripped")
    let run = try await Command.run("\(place.path)/usr/bin/ktrail", ["--version"])
    #expect(run.exitCode == 0)
    let unit = try String(
      contentsOfFile: "\(place.path)/usr/lib/systemd/system/ktrail-bisect@.service", encoding: .utf8
    )
    #expect(unit.contains("ExecStart=/usr/bin/ktrail bisect resume --name %i\n"), "\(unit)")

    let checked = try await Command.run(
      "python3",
      [SharedMaterial.projectRoot + "/Packaging/documentation.py", "--check", "\(place.path)/usr"])
    #expect(checked.exitCode == 0, "links that are dead: \(checked.errors)")

    // A stale file of an older release goes with the next installation.
    try place.write("", to: "usr/share/man/man1/ktrail-gone.1")
    let list = "\(place.path)/usr/share/ktrail/installed"
    try (String(contentsOfFile: list, encoding: .utf8) + "f share/man/man1/ktrail-gone.1\n")
      .write(toFile: list, atomically: true, encoding: .utf8)
    _ = try await make("install-files", below: place.path)
    #expect(try files(below: place.path) == there)

    let removed = try await make("uninstall", below: place.path)
    #expect(removed.exitCode == 0, "\(removed.errors)")
    #expect(try files(below: place.path) == before)
    let again = try await make("uninstall", below: place.path)
    #expect(again.exitCode != 0 && again.errors.contains("no ktrail is installed"))
  }

  @Test("the notice names every package that the build has resolved, in its version")
  func notice() async throws {
    struct Pins: Decodable {
      struct Pin: Decodable {
        struct State: Decodable { var version: String? }
        var location: String
        var state: State
      }
      var pins: [Pin]
    }
    let root = SharedMaterial.projectRoot
    let notice = try await Command.run(
      "python3", ["\(root)/Packaging/third_party.py", "notice", Command.ktrail])
    #expect(notice.exitCode == 0, "\(notice.errors)")
    let pins = try JSONDecoder().decode(
      Pins.self, from: Data(contentsOf: URL(fileURLWithPath: "\(root)/Package.resolved")))
    for pin in pins.pins {
      let name = URL(fileURLWithPath: pin.location).deletingPathExtension().lastPathComponent
      let rows = notice.output.split(separator: "\n").filter { $0.hasPrefix("| \(name)") }
      #expect(rows.contains { $0.contains("| \(pin.state.version ?? "?") |") }, "\(name)")
    }
    #expect(notice.output.contains("Apache License"))
  }
}
