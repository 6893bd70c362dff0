import ChangeModel
import Foundation
import Testing

@testable import ktrail_eval

@Suite("Case files") struct CaseFileTests {
  static let id = String(repeating: "ab", count: 20)
  static let other = String(repeating: "cd", count: 20)

  static func read(_ text: String, path: String = "dir/culprits-linux.dev.jsonl") throws
    -> CaseFile
  {
    try CaseFile(Data(text.utf8), path: path)
  }

  static func line(
    id: String, good: String = "g", bad: String = "b", symptom: String = "s",
    culprit: String = CaseFileTests.id
  ) -> String {
    let symptom = symptom.replacing("\n", with: "\\n")
    return """
      {"id":"\(id)","good":"\(good)","bad":"\(bad)","symptom":"\(symptom)","culprit":"\(culprit)"}
      """
  }

  @Test("are read with what counts as right, their texts and their kind")
  func reads() throws {
    let file = try Self.read(
      """
      # a comment

      {"id": "a", "good": "v1", "bad": "v2", "symptom": "s", "culprit": "\(Self.id)", "fix": 7, "grade": "weak"}
        {"id": "b", "good": "v1", "bad": "v2", "symptom": "s", "symptom_lay": " \\n", "trace": "t", \
      "culprit": "\(Self.id)", "also_culprits": ["\(Self.other)"], "kind": "k", "grade": "weak"}\r
      """)
    #expect(file.set == "linux")
    let id = try #require(CommitID(Self.id))
    let other = try #require(CommitID(Self.other))
    #expect(
      file.cases == [
        CulpritCase(
          id: "a", good: "v1", bad: "v2", texts: [.symptom: "s"], right: [id], kind: "weak"),
        CulpritCase(
          id: "b", good: "v1", bad: "v2", texts: [.symptom: "s", .trace: "t"], right: [id, other],
          kind: "k"),
      ])
  }

  @Test(
    "name their set",
    arguments: [
      ("culprits-stable414.dev.jsonl", "stable414"), ("/x/culprits-dpdk.held-out.jsonl", "dpdk"),
      ("mine.jsonl", "mine"),
    ])
  func names(_ path: String, _ set: String) throws {
    #expect(try Self.read(Self.line(id: "a"), path: path).set == set)
  }

  struct Wrong: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let line: String
    let reason: String
  }

  static let wrong = [
    Wrong(testDescription: "cut off", line: "{\"id\": ", reason: "it is not JSON"),
    Wrong(testDescription: "another type", line: "[1]", reason: "it is not a JSON object"),
    Wrong(
      testDescription: "a key too few", line: #"{"id":"a","good":"g","bad":"b","symptom":"s"}"#,
      reason: "the key \"culprit\" is missing"),
    Wrong(
      testDescription: "a number for a text", line: #"{"id":"a","good":1}"#,
      reason: "\"good\" is not of the right type"),
    Wrong(
      testDescription: "null for a text",
      line: #"{"id":"a","good":"g","bad":null,"symptom":"s","culprit":"c"}"#,
      reason: "\"bad\" is not of the right type"),
    Wrong(
      testDescription: "an empty revision",
      line: #"{"id":"a","good":"","bad":"b","symptom":"s","culprit":"c"}"#,
      reason: "\"good\" is empty"),
    Wrong(
      testDescription: "a short id",
      line: #"{"id":"a","good":"g","bad":"b","symptom":"s","culprit":"abc123"}"#,
      reason: "\"culprit\" has \"abc123\", which is not an id of 40 digits"),
    Wrong(
      testDescription: "a second case of the same name",
      line: line(id: "first"),
      reason: "the id \"first\" is that of line 1 too"),
  ]

  @Test("say in which line what is wrong", arguments: wrong)
  func refuses(_ example: Wrong) {
    let error = #expect(throws: CaseFileError.self) {
      try Self.read("\(Self.line(id: "first"))\n\n\(example.line)\n", path: "cases.jsonl")
    }
    #expect(
      error.map { "\($0)" }
        == "cases.jsonl:3: \(example.reason); correct the line, or begin it with # to leave it out")
  }

  @Test("without cases, or that are not there, are errors")
  func noCases() {
    #expect(throws: CaseFileError.self) { try Self.read("\n# nothing\n") }
    let error = #expect(throws: CaseFileError.self) { try CaseFile(reading: "/none/x.jsonl") }
    #expect(
      error.map { "\($0)" }?.contains("/none/x.jsonl cannot be read: No such file") == true)
  }

  @Test("clones are named by set in the environment")
  func clones() throws {
    let clones = try EvaluationClones(["KTRAIL_EVAL_CLONES": "linux=/a=b,dpdk=/c"])
    #expect(clones["linux"] == "/a=b")
    #expect(clones["dpdk"] == "/c")
    #expect(clones["stable414"] == nil)
    #expect(throws: EvaluationClones.Malformed.self) {
      try EvaluationClones(["KTRAIL_EVAL_CLONES": "/a"])
    }
  }

  @Test(
    "a user names a subsystem by two levels of its directory",
    arguments: [
      (["fs/overlayfs/dir.c", "fs/overlayfs/sub/a.c", "mm/slub.c"], "fs/overlayfs"),
      (["drivers/net/ethernet/intel/e1000e/a.c"], "drivers/net"), (["mm/slub.c"], "mm"),
      (["net/b/x.c", "net/a/x.c"], "net/a"), (["Makefile"], nil), ([], nil),
    ])
  func places(_ paths: [String], _ expected: String?) throws {
    let id = try #require(CommitID(Self.id))
    let commit = Commit(
      id: id, parents: [], author: Person(name: "A"), authorTime: 0, commitTime: 0, subject: "s",
      body: "")
    #expect(EnrichedChange(commit: commit, touchedPaths: paths).mostTouchedPlace == expected)
  }
}
