import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("A search for commits") struct SearchTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func history() async throws -> (HistoryBuilder, HistoryIndex) {
    let builder = try await HistoryBuilder()
    func add(_ name: String, _ message: String, _ file: String) async throws {
      try await builder.commit(name, message, files: [file: "\(name)\n"])
    }
    try await add("start", "Linux 4.7", "Makefile")
    for number in 0..<6 {
      try await add("ovl\(number)", "ovl: tidy part \(number)", "fs/overlayfs/part\(number).c")
      try await add("net\(number)", "net: tidy part \(number)", "net/core/part\(number).c")
    }
    try await add(
      "whiteout",
      "ovl: fix uid/gid when creating over whiteout\n\nThe new inode was owned by the mounter.",
      "fs/overlayfs/dir.c")
    try await add(
      "deref",
      "ovl: check the upper dentry\n\nWithout one this is a NULL pointer dereference.\n\nReported-by: Jané Doe <jane@example.org>",
      "fs/overlayfs/super.c")
    try await add(
      "gpio",
      "gpio: fix NULL pointer dereference in probe\n\nReviewed-by: Jo Porter <jo@example.org>",
      "drivers/gpio/gpiolib.c")
    try await add(
      "sack",
      "tcp: limit payload size of sacked skbs\n\nOr the kernel crashes in tcp_shifted_skb().",
      "net/ipv4/tcp_output.c")
    try await add("feature", "tcp: add support for sack statistics", "net/ipv4/tcp.c")
    try await add(
      "doc", "Documentation: tcp sack typo", "Documentation/networking/tcp.txt")
    try await add("quiet", "prevent a double rename", "fs/overlayfs/rename.c")
    try await builder.commit(
      "backport", on: "linux-4.4.y",
      "ovl: fix uid/gid when creating over whiteout\n\ncommit {whiteout} upstream.",
      parents: ["start"], files: ["fs/overlayfs/dir.c": "backport\n"])
    try await add("client", "pps: add a ktimer", "drivers/pps/clients/ktimer.c")
    return (
      builder,
      try HistoryIndex(
        of: Repository(opening: builder.path), in: directory.path, includingPaths: true)
    )
  }

  struct Row: Sendable {
    let question: String
    /// The first commits found, in order.
    let first: [String]
    var never: [String] = []
  }

  static let rows = [
    Row(question: "null pointer dereference in overlayfs", first: ["deref"]),
    Row(question: "overlayfs uid", first: ["whiteout"], never: ["backport"]),
    Row(question: "files belong to root after mkdir in overlay2", first: ["whiteout"]),
    Row(question: "tcp sack panic", first: ["sack"]),
    Row(question: "tcp_shifted_skb", first: ["sack"]),
    Row(question: "renaming in overlayfs", first: ["quiet"]),
    Row(question: "null deref -overlayfs", first: ["gpio"]),
    Row(question: "\"null pointer dereference in probe\"", first: ["gpio"], never: ["deref"]),
    Row(question: "author:\"A. Author\" whiteout", first: ["whiteout"]),
    Row(question: "author:Nobody whiteout", first: []),
    Row(question: "reported-by:jane", first: ["deref"]),
    Row(question: "reported-by:jané@example.org", first: ["deref"]),
    Row(question: "reported-by:Jane reviewed-by:Porter", first: []),
    Row(question: "reviewed-by:porter", first: ["gpio"]),
    Row(question: "hovercraft", first: []),
  ]

  @Test("finds what is meant first")
  func finds() async throws {
    let (builder, index) = try await history()
    for row in Self.rows {
      let found = try FixSearch(in: index).search(
        for: SearchText(parsing: row.question).question, in: FixScope(), limit: 20
      ).commits.map { "\($0.id)" }
      if row.first.isEmpty {
        #expect(found == [], "\(row.question)")
      } else {
        #expect(
          found.prefix(row.first.count) == row.first.map(builder.id)[...], "\(row.question)")
      }
      for name in row.never { #expect(!found.contains(builder.id(name)), "\(row.question)") }
    }
  }

  @Test("says what of the question a commit has, where, and what it lacks")
  func saysWhy() async throws {
    let (builder, index) = try await history()
    defer { withExtendedLifetime(builder) {} }
    func match(_ question: String) throws -> SearchMatch? {
      try FixSearch(in: index).search(
        for: SearchText(parsing: question).question, in: FixScope(), limit: 1
      ).commits.first?.match
    }
    #expect(
      try match("overlayfs uid hovercraft")
        == SearchMatch(
          found: [
            .init("overlayfs", as: "ovl", in: .subject), .init("uid", as: "uid", in: .subject),
          ], lacking: ["hovercraft"]))
    #expect(
      try match("double rename overlayfs")?.found.last
        == .init("overlayfs", as: "overlayfs", in: .path("fs/overlayfs")))
    // A directory that is called so by chance is no reason.
    #expect(try match("clients") == nil)
  }

  @Test("keeps to the period, the places and the commits in sight")
  func keepsToScope() async throws {
    let (builder, index) = try await history()
    func found(_ scope: FixScope) throws -> [String] {
      try FixSearch(in: index).search(
        for: SearchText(parsing: "whiteout uid").question, in: scope, limit: 20
      ).commits.map { "\($0.id)" }
    }
    #expect(try found(FixScope()).first == builder.id("whiteout"))
    #expect(try found(FixScope(touching: ["net"])) == [])
    let whiteout = try index.commit(named: builder.id("whiteout"))
    #expect(try found(FixScope(since: .commit(whiteout))).first == builder.id("backport"))
    let start = try index.commit(named: builder.id("start"))
    #expect(try found(FixScope(until: .commit(start))) == [])
  }
}
