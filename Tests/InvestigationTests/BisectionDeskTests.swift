import Bisection
import ChangeModel
import Foundation
import Investigation
import TestSupport
import Testing

/// The bisection between two commands, as a library.
@Suite("The desk of a bisection") struct BisectionDeskTests {
  let site: BisectionSite
  let store: BisectionStore

  init() async throws {
    site = try await BisectionSite()
    store = BisectionStore(["XDG_STATE_HOME": site.directory.path + "/state"])
  }

  private func desk(_ name: String = "default") -> BisectionDesk { BisectionDesk(name, in: store) }

  private func record(_ place: BisectionRecord.Place) async throws -> BisectionRecord {
    var settings = BisectionSettings()
    settings.place = place
    let investigation = Investigation(
      clone: .init(path: site.clone, indexDirectory: site.directory.path + "/index"))
    return try await investigation.beginBisection("v4.4.121", "v4.4.157", settings)
  }

  @Test(
    "keeps, takes back, and gives up; what it returns says so",
    arguments: [
      BisectionRecord.Place.worktree, .checkout, .nowhere,
    ])
  func wholeLife(_ place: BisectionRecord.Place) async throws {
    let begun = try await desk().begin(try await record(place))
    let first = try #require(begun.session.next)
    let directory: String? =
      switch place {
      case .worktree: try store.worktree(of: "default")
      case .checkout: site.clone
      case .nowhere: nil
      }
    #expect(begun.directory == directory)
    await #expect(throws: BisectionError.exists("default")) {
      _ = try await desk().begin(begun.session.record)
    }
    await #expect(throws: BisectionError.unknownWord("slow", known: ["good", "bad", "skip"])) {
      try await desk().answer("slow", nil, note: nil)
    }
    try await desk().answer("bad", nil, note: "a note")
    #expect(try desk().session().record.entries.map(\.commit) == [first])
    let undone = try await desk().undo()
    #expect(undone.word == "bad" && undone.commit == first)
    await #expect(throws: BisectionError.nothingToUndo) { _ = try await desk().undo() }
    if let directory {
      let head = try await site.git("rev-parse", "HEAD", in: directory)
      #expect(head == "\(first)")
    }
    let outcomes = try await desk().reset()
    let given: [BisectionDesk.Outcome] =
      switch place {
      case .worktree: [.removed(tree: try store.worktree(of: "default"))]
      case .checkout: [.head("refs/heads/mine", of: site.clone)]
      case .nowhere: []
      }
    #expect(outcomes == given + [.forgotten])
    #expect(site.kept.isEmpty)
  }

  @Test("an answer goes into the bisection that it was meant for, or nowhere")
  func noticesAnother() async throws {
    let record = try await record(.nowhere)
    let old = try await desk().begin(record).session
    let commit = try #require(old.next)
    // What others answered meanwhile is no reason to refuse.
    try await desk().answer("skip", nil, note: nil)
    try await desk().keep(.good, commit, in: old)
    #expect(try desk().session().record.entries.count == 2)
    _ = try await desk().reset()
    await #expect(throws: BisectionError.replaced("default")) {
      try await desk().keep(.good, commit, in: old)
    }
    var settings = BisectionSettings()
    settings.place = .nowhere
    settings.findsFix = true
    _ = try await desk().begin(
      try await Investigation(
        clone: .init(path: site.clone, indexDirectory: site.directory.path + "/index")
      ).beginBisection("v4.4.121", "v4.4.157", settings))
    await #expect(throws: BisectionError.replaced("default")) {
      try await desk().keep(.good, commit, in: old)
    }
  }

  @Test("a record of before there were hooks to speak of is read")
  func readsOlderRecords() async throws {
    _ = try await desk().begin(try await record(.nowhere))
    let path = site.state + "/default.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let older = text.replacingOccurrences(of: "\"runsHooks\":false,", with: "")
    #expect(older != text)
    try older.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try desk().session().record.runsHooks == nil)
    try await desk().answer("good", nil, note: nil)
    #expect(try desk().session().record.entries.count == 1)
  }

  @Test(
    "a name is not a path",
    arguments: ["", "..", "a/b", "a.b", "a b", "ä", String(repeating: "a", count: 101)])
  func refusesNames(_ name: String) async throws {
    #expect(throws: BisectionError.badName(name)) { try desk(name).requireFree() }
    await #expect(throws: BisectionError.badName(name)) { _ = try await desk(name).reset() }
  }
}
