import Assessment
import Bisection
import ChangeModel
import Foundation
import Investigation
import Reports
import TestSupport
import Testing

@Suite("Examples of the landing pages") struct SnippetTests {
  /// By library: the lines between the marks, without their indentation.
  static func snippets() throws -> [String: String] {
    let file = SharedMaterial.projectRoot + "/Tests/SnippetTests/Snippets.swift"
    var snippets: [String: [Substring]] = [:]
    var name: String?
    for line in try String(contentsOfFile: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("// begin ") {
        name = String(text.dropFirst(9))
      } else if text == "// end" {
        name = nil
      } else if let name {
        snippets[name, default: []].append(line.dropFirst(4))
      }
    }
    return snippets.mapValues { $0.joined(separator: "\n") }
  }

  @Test(
    "a library's page quotes the code that is compiled here, and leads to its decisions",
    arguments: [
      "Text", "ChangeModel", "Changelogs", "Git", "History", "Culprits", "Risk", "Bisection",
      "Kbuild", "Recipes",
      "Assessment", "Reports", "Investigation",
    ])
  func isQuoted(_ library: String) throws {
    let folder = "\(SharedMaterial.projectRoot)/Sources/\(library)/\(library).docc"
    let page = try String(contentsOfFile: "\(folder)/\(library).md", encoding: .utf8)
    let snippet = try #require(try Self.snippets()[library])
    #expect(page.hasPrefix("# ``\(library)``\n"))
    #expect(page.contains("```swift\n\(snippet)\n```"), "\(snippet)")
    #expect(page.contains("<doc:Decisions>"))
    #expect(FileManager.default.fileExists(atPath: "\(folder)/Decisions.md"))
  }

  @Test("the README quotes the same example as Investigation")
  func readme() throws {
    let readme = try String(
      contentsOfFile: SharedMaterial.projectRoot + "/README.md", encoding: .utf8)
    let snippet = try #require(try Self.snippets()["Investigation"])
    #expect(readme.contains("\n\(snippet)\n```"))
  }

  /// CI builds and runs it, see `.ci/run`.
  @Test("the page on the libraries quotes the example client, which is a package of its own")
  func client() throws {
    let root = SharedMaterial.projectRoot
    let page = try String(
      contentsOfFile: root + "/Sources/Investigation/Investigation.docc/Libraries.md",
      encoding: .utf8)
    let client = root + "/Fixtures/example-client"
    let main = try String(
      contentsOfFile: client + "/Sources/first-suspects/main.swift", encoding: .utf8)
    let quoted = try #require(main.split(separator: "// begin client\n").last)
    #expect(page.contains("```swift\n\(quoted.replacing("// end\n", with: ""))```"))
    let manifest = try String(contentsOfFile: client + "/Package.swift", encoding: .utf8)
    let targets = try #require(manifest.firstRange(of: "  targets: ["))
    #expect(
      page.contains("```swift\n\(manifest[targets.lowerBound...].dropLast(2))```"))
  }

  @Test("every decision gives the problem, the choice, and what was set aside where something was")
  func decisions() throws {
    let sources = SharedMaterial.projectRoot + "/Sources"
    let pages = try FileManager.default.subpathsOfDirectory(atPath: sources)
      .filter { $0.hasSuffix("/Decisions.md") }
    #expect(pages.count > 10)
    for page in pages {
      let text = try String(contentsOfFile: "\(sources)/\(page)", encoding: .utf8)
      let parts = text.components(separatedBy: "\n## ").dropFirst()
      #expect(!parts.isEmpty, "\(page)")
      for (number, part) in parts.enumerated() {
        let name = "\(page): \(part.prefix { $0 != "\n" })"
        #expect(part.hasPrefix("\(number + 1). "), "\(name)")
        #expect(part.contains("\n\n*Problem.* ") && part.contains("\n\n*Choice.* "), "\(name)")
      }
    }
  }

  @Test("of the story do what they say")
  func story() async throws {
    let story = SharedMaterial.projectRoot + "/Fixtures/overlayfs-story"
    let clone = try await SharedMaterial.storyClone()
    let cache = try TemporaryDirectory()
    #expect(
      try await Snippets.changelogs(
        old: "\(story)/kernel-lt-4.4.121-1.el7.changelog",
        new: "\(story)/kernel-lt-4.4.157-1.el7.changelog") == 36)
    #expect(try Snippets.git(path: clone) == "Linux 4.4.157")
    let listed = try await Command.git(
      "log", "--no-merges", "--format=%s", "v4.4.156..v4.4.157", in: clone)
    #expect(
      try Snippets.history(path: clone, cache: cache.path)
        == listed.count { !$0.hasPrefix("Linux ") })
    #expect(
      try await Snippets.investigation(
        path: clone, symptom: "\(story)/symptom.txt", cache: cache.path) == "cb9adfe8af36")
    let investigation = Investigation(clone: .init(path: clone, indexDirectory: cache.path))
    let report = try await investigation.compare("4.4.156", "4.4.157")
    let assessment = Snippets.assessment(
      operands: report.upgrade.operands, clone: report.upgrade.clone,
      changes: report.upgrade.changes)
    #expect(assessment.verdict == .notJudged)
    #expect(try await Snippets.reports(investigation: investigation).hasPrefix("<!doctype html>"))
  }

  private func change(_ number: Int, _ subject: String, _ path: String) throws -> EnrichedChange {
    let commit = Commit(
      id: try #require(CommitID(String(repeating: "\(number)", count: 40))), parents: [],
      author: Person(name: "Ada"), authorTime: 0, commitTime: 0, subject: subject, body: "")
    return EnrichedChange(commit: commit, release: "v4.4.157", touchedPaths: [path])
  }

  @Test("of values do what they say")
  func values() throws {
    #expect(Snippets.text())
    #expect(Snippets.changeModel())
    let changes = try [
      change(3, "net: count once", "net/core/dev.c"),
      change(2, "ovl: check permission of the overlay mount on mkdir", "fs/overlayfs/dir.c"),
      change(1, "usb: wait longer", "drivers/usb/core/hub.c"),
    ]
    #expect(Snippets.culprits(changes: changes)?.hasPrefix("ovl:") == true)
    let risks = Snippets.risk(changes: changes)
    #expect(risks.count == 3 && risks[0].score >= risks[2].score)

    let ids = changes.map(\.commit.id)
    let nodes = [
      BisectionGraph.Node(id: ids[2], parents: []), .init(id: ids[1], parents: [ids[2]]),
      .init(id: ids[0], parents: [ids[1]]),
    ]
    let end = Snippets.bisection(nodes: nodes, probabilities: [ids[1]: 0.9]) { $0 != ids[2] }
    #expect(end == .found(ids[1], probability: 1))
  }

  @Test("of a configuration do what they say")
  func configuration() throws {
    let tree = try TemporaryDirectory()
    try tree.write("", to: "Makefile")
    try tree.write("obj-y += fs/\n", to: "Kbuild")
    try tree.write(
      "obj-$(CONFIG_OVL) += overlayfs/\nobj-$(CONFIG_XFS) += xfs/\n", to: "fs/Makefile")
    try tree.write("obj-$(CONFIG_OVL) += super.o\n", to: "fs/overlayfs/Makefile")
    try tree.write("obj-$(CONFIG_XFS) += log.o\n", to: "fs/xfs/Makefile")
    let relevances = try Snippets.kbuild(
      configuration: Array("CONFIG_OVL=m\n# CONFIG_XFS is not set\n".utf8), sources: tree.path)
    #expect(relevances.map(\.standing) == [.module(["super"]), .notBuilt])
  }
}
