import ChangeModel
import Git
import TestSupport
import Testing

@Suite("Patch identities") struct PatchIdentityTests {
  /// A file of numbered lines, of which some say something else.
  private static func file(_ changes: [Int: String] = [:], above: Int = 0) -> String {
    let more = (0..<above).map { "above \($0)\n" }.joined()
    return more + (1...40).map { (changes[$0] ?? "line \($0)") + "\n" }.joined()
  }

  @Test("are those of a patch wherever in the file it applies, and of no other")
  func identities() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("root", "root", files: ["a.c": Self.file()])
    try await builder.commit("fix", "fix it", files: ["a.c": Self.file([20: "mended"])])
    try await builder.commit(
      "moved", on: "stable", "more above", parents: ["root"],
      files: ["a.c": Self.file(above: 30)])
    try await builder.commit(
      "backport", on: "stable", "mend it", files: ["a.c": Self.file([20: "mended"], above: 30)])
    try await builder.commit(
      "other", on: "other", "fix it", parents: ["root"], files: ["a.c": Self.file([20: "marred"])])
    try await builder.commit("merge", "Merge other", parents: ["fix", "other"], files: [:])
    let repository = try Repository(opening: builder.path)
    func identity(_ name: String) throws -> PatchIdentity? {
      let id = try #require(CommitID(builder.id(name)))
      return PatchIdentity(of: try repository.commit(id), in: repository)
    }
    #expect(try identity("fix") != nil)
    #expect(try identity("fix") == identity("backport"))
    #expect(try identity("fix") != identity("other"))
    #expect(try identity("root") != nil)
    #expect(try identity("merge") == nil)
  }

  @Test("are unknown where the clone lacks the files")
  func withoutFiles() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("root", "root")
    try await builder.commit("second", "second", files: ["a.c": "1"])
    let id = try #require(CommitID(builder.id("second")))
    _ = try await Command.git("config", "uploadpack.allowFilter", "true", in: builder.path)
    let clone = try TemporaryDirectory()
    _ = try await Command.git(
      "clone", "-q", "--bare", "--filter=blob:none", "file://\(builder.path)", clone.path + "/c",
      in: clone.path)
    let repository = try Repository(opening: clone.path + "/c")
    #expect(PatchIdentity(of: try repository.commit(id), in: repository) == nil)
  }
}
