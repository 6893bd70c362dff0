import ChangeModel
import Testing

@testable import History

@Suite("The text of a search") struct SearchTextTests {
  struct Row: Sendable {
    let text: String
    let terms: [String]
    var phrases: [String] = []
    var excluded: [String] = []
    var people: [SearchQuestion.Person] = []
    var places: [String] = []
    var since: String?
    var until: String?
  }

  static let rows = [
    Row(text: "tcp sack panic", terms: ["tcp", "sack", "panic"]),
    // Names of several words are one thing, the longest first.
    Row(
      text: "NULL pointer dereference in overlayfs",
      terms: ["null pointer dereference", "overlayfs"]),
    Row(text: "use-after-free in ext4", terms: ["use after free", "ext4"]),
    Row(text: "kernel hangs when I unmount nfs", terms: ["hangs", "unmount", "nfs"]),
    // Where nothing else is there, common words are looked for.
    Row(text: "the fix", terms: ["the", "fix"]),
    // An option of a command is not an exclusion.
    Row(text: "new directory after rm -rf", terms: ["new", "directory", "rm", "rf"]),
    Row(text: "mount -o remount", terms: ["mount", "o", "remount"]),
    Row(text: "mkdir fails with -EACCES", terms: ["mkdir", "fails", "eacces"]),
    Row(text: "overlayfs -selftests", terms: ["overlayfs"], excluded: ["selftests"]),
    Row(text: "ovl -\"upper dir\"", terms: ["ovl"], excluded: ["upper dir"]),
    Row(text: "\"upper dir\" ovl", terms: ["upper", "dir", "ovl"], phrases: ["upper dir"]),
    Row(
      text: "author:Torvalds reported-by:\"Jane Doe\" Reviewed-By:jo@example.org tty",
      terms: ["tty"],
      people: [
        .init(.author, "Torvalds"), .init(.reporter, "Jane Doe"),
        .init(.reviewer, "jo@example.org"),
      ]),
    Row(text: "path:fs/ext4 path:'*.h' leak", terms: ["leak"], places: ["fs/ext4", "'*.h'"]),
    Row(
      text: "leak since:v4.14.150 until:2019-12-31", terms: ["leak"], since: "v4.14.150",
      until: "2019-12-31"),
    // A prefix of subjects is not an operator.
    Row(text: "ovl: override creds", terms: ["ovl", "override", "creds"]),
    Row(text: "fs: ext4: fix leak", terms: ["fs", "ext4", "leak"]),
    Row(text: "is CVE-2019-11477 fixed", terms: ["cve 2019 11477"]),
    Row(text: "an \"open quote", terms: ["open", "quote"]),
    Row(text: "ovl_create_or_link crash crash", terms: ["ovl_create_or_link", "crash"]),
    Row(text: "  ", terms: []),
    Row(text: "-", terms: []),
  ]

  @Test("means words, names, phrases, and what it rules out", arguments: rows)
  func reads(_ row: Row) throws {
    let question = try SearchText(parsing: row.text).question
    #expect(question.terms.map(\.text) == row.terms)
    #expect(question.phrases.map { $0.joined(separator: " ") } == row.phrases)
    #expect(question.excluded.map { $0.joined(separator: " ") } == row.excluded)
    #expect(question.people == row.people)
    #expect(question.places == row.places)
    #expect(question.since == row.since)
    #expect(question.until == row.until)
  }

  static let problems: [(text: String, problem: SearchText.Problem)] = [
    ("author: leak", .emptyOperator("author")), ("leak since:", .emptyOperator("since")),
    ("path:\"\" leak", .emptyOperator("path")), ("author:* leak", .emptyOperator("author")),
    ("author:\"", .emptyOperator("author")),
    ("since:2018 since:2019 leak", .twice("since")),
  ]

  @Test("an operator without a value, or twice, is refused", arguments: problems)
  func refuses(_ row: (text: String, problem: SearchText.Problem)) {
    #expect(throws: row.problem) { try SearchText(parsing: row.text) }
  }

  static let forms: [(word: String, other: String)] = [
    ("crash", "crashes"), ("crashes", "crash"), ("stop", "stopped"), ("stopping", "stop"),
    ("deleting", "delete"), ("delete", "deleted"), ("retry", "retries"), ("copies", "copy"),
    ("leak", "leaked"), ("hung", "hang"), ("writes", "written"), ("freeing", "free"),
    ("mounts", "mount"),
    ("freed", "free"), ("owner", "owners"), ("copying", "copy"),
  ]

  @Test("a word is looked for in its other forms", arguments: forms)
  func findsForms(_ row: (word: String, other: String)) {
    #expect(WordForms.others(of: row.word).contains(row.other))
  }

  @Test(
    "an identifier and a number have no other forms",
    arguments: ["ovl_rename", "8139too", "a", "é"])
  func leavesNames(_ word: String) { #expect(WordForms.others(of: word) == []) }
}
