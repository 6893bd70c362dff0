import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("Links between commits") struct ReferenceLinksTests {
  /// A link without what depends on the way it was read: the number given to an absent id.
  private struct Told: Hashable, CustomStringConvertible {
    let row: Int64
    let position: CommitPosition
    let kind: CommitReference.Kind
    let rule: ReferenceLink.Rule
    let means: String

    var description: String { "\(row): \(position.row) \(kind) \(means) by \(rule)" }

    init(_ link: ReferenceLink, _ resolver: ReferenceResolver) {
      (row, position, kind, rule) = (link.row, link.position, link.kind, link.rule)
      means = link.node.map { Told.name($0, resolver) } ?? "nothing"
    }

    static func name(_ node: ChangeNode, _ resolver: ReferenceResolver) -> String {
      node.position.map { "commit \($0.row)" } ?? resolver.absent.digits(of: node) ?? ""
    }
  }

  /// Compares both ways for every `step`th commit and every change that one of those names; returns how many links it saw.
  ///
  /// - Parameter isFresh: asks each question of new links, so that none profits from what another one learnt.
  private func compare(_ index: HistoryIndex, step: Int = 1, isFresh: Bool) throws -> [Told] {
    try index.read { reader in
      let all = try AllLinks(ReferenceResolver(index: index, reader: reader))
      var onDemand = LinksOnDemand(ReferenceResolver(index: index, reader: reader))
      func renew() {
        if isFresh { onDemand = LinksOnDemand(ReferenceResolver(index: index, reader: reader)) }
      }
      var seen: [Told] = []
      for row in stride(from: 0, to: index.graph.count, by: step) {
        let position = CommitPosition(row)
        renew()
        let expected = all.links(from: position)
        let told = expected.map { Told($0, all.resolver) }
        let found = try onDemand.links(from: position)
        #expect(found.map { Told($0, onDemand.resolver) } == told)
        seen += told

        let named = zip(expected, found).compactMap { one, other in
          one.node.flatMap { node in other.node.map { (node, $0) } }
        }
        for (node, same) in named + [(ChangeNode(position), ChangeNode(position))] {
          #expect(
            try onDemand.links(to: same).map { Told($0, onDemand.resolver) }
              == all.links(to: node).map { Told($0, all.resolver) })
        }
        renew()
        #expect(
          try ReferenceMap(onDemand).members(ReferenceMap(onDemand).origins(of: .init(position)))
            == ReferenceMap(all).members(ReferenceMap(all).origins(of: .init(position))))
      }
      return seen
    }
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let messages: [(branch: String, message: String)]
    var asOf: [String] = []
    /// How the last link is resolved.
    let last: ReferenceLink.Rule
  }

  static let examples = [
    Example(
      testDescription: "a backport of a backport",
      messages: [
        ("master", "fs: add the thing"), ("4.9", "fs: add the thing\n\ncommit {0} upstream."),
        ("4.4", "fs: add it\n\n(cherry picked from commit {1})"),
      ], last: .id),
    Example(
      testDescription: "a squash of two",
      messages: [
        ("master", "fs: one"), ("master", "fs: two"),
        ("4.4", "fs: both\n\ncommit {0} upstream.\ncommit {1} upstream."),
        ("4.4", "fs: mend\n\nFixes: {1:12} (\"fs: two\")"),
      ], last: .id),
    Example(
      testDescription: "a wrong id with the right subject",
      messages: [
        ("master", "[PATCH] fs: add the thing"),
        ("master", "fs: mend\n\nFixes: 012345678901 (\"fs: add the thing\")"),
      ], last: .subjectForUnknownID),
    Example(
      testDescription: "a subject that is quoted before and after it stands twice",
      messages: [
        ("master", "fs: add the thing"),
        ("master", "fs: mend\n\nFixes: 012345678901 (\"fs: add the thing\")"),
        ("4.4", "fs: add the thing"), ("4.4", "Revert \"fs: add the thing\"\n\nIt broke."),
        ("4.4", "fs: mend again\n\nFixes: 012345678901 (\"fs: add the thing\")"),
      ], last: .subjectForUnknownID),
    Example(
      testDescription: "a revert by subject alone",
      messages: [
        ("master", "fs: add the thing"), ("master", "Revert \"fs: add the thing\"\n\nIt broke."),
      ], last: .subjectAlone),
    Example(
      testDescription: "a revert with a wrong id, of a subject with a tag",
      messages: [
        ("master", "[FS] add the thing"),
        (
          "master",
          "Revert \"[FS] add the thing\"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567."
        ),
      ], last: .subjectForUnknownID),
    Example(
      testDescription: "a revert with a wrong id, of a subject whose tag it leaves out",
      messages: [
        ("master", "[FS] add the thing"),
        (
          "master",
          "Revert \"add the thing\"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567."
        ),
      ], last: .subjectForUnknownID),
    Example(
      testDescription: "an absent original, named in several lengths",
      messages: [
        ("4.4", "fs: one\n\n(cherry picked from commit 0123456789)"),
        ("4.9", "fs: one\n\ncommit 0123456789abcdef0123456789abcdef01234567 upstream."),
        ("4.9", "fs: other\n\ncommit 0123456aaaaadef0123456789abcdef012345678 upstream."),
        ("4.4", "fs: mend\n\nFixes: 012345678 (\"fs: no such\")"),
      ], last: .id),
    Example(
      testDescription: "an id that leads nowhere",
      messages: [("master", "fs: mend\n\nFixes: 012345678901 (\"fs: no such\")")], last: .notFound),
    Example(
      testDescription: "an original that is out of sight",
      messages: [
        ("master", "fs: add the thing"), ("4.4", "fs: add the thing\n\ncommit {0} upstream."),
        ("4.4", "fs: mend\n\nFixes: {0:12} (\"fs: add the thing\")"),
      ], asOf: ["4.4"], last: .id),
    Example(
      testDescription: "a culprit that is out of sight, whose subject another has",
      messages: [
        ("master", "fs: add the thing"), ("4.4", "fs: add the thing"),
        ("4.4", "fs: mend\n\nFixes: {0:12} (\"fs: add the thing\")"),
      ], asOf: ["4.4"], last: .subjectForUnknownID),
  ]

  @Test("are the same read all at once as looked up one by one", arguments: examples)
  func same(_ example: Example) async throws {
    let builder = try await HistoryBuilder()
    for (number, (branch, message)) in example.messages.enumerated() {
      try await builder.commit("\(number)", on: branch, message)
    }
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(
      of: Repository(opening: builder.path), in: cache.path, asOf: example.asOf)
    let seen = try compare(index, isFresh: true)
    #expect(try compare(index, isFresh: false) == seen)
    let last = try index.read { reader in
      let id = try #require(CommitID(builder.id("\(example.messages.count - 1)")))
      return try reader.requirePosition(of: id)
    }
    #expect(seen.last { $0.position == last }?.rule == example.last)
  }

  @Test(
    "are the same in a stable branch that lacks the mainline commits",
    .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.reason)),
    arguments: [true, false])
  func real(isFresh: Bool) async throws {
    let clone = try await SharedMaterial.history("linux-4.14-stable-history")
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: clone), in: cache.path)
    let seen = try compare(index, step: isFresh ? 31 : 5, isFresh: isFresh)
    #expect(Set(seen.map(\.rule)).isSuperset(of: [.id, .subjectForUnknownID, .notFound]))
    #expect(seen.count > 300)
  }
}
