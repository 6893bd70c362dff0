internal import ChangeModel
internal import Changelogs
import Testing

@Suite("Messages in git's lists") struct GitMessageTests {
  private static let ids = [
    "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567", "1a1b2c3d4e5f60718293a4b5c6d7e8f901234568",
  ]
  private static let other = "2a1b2c3d4e5f60718293a4b5c6d7e8f901234569"

  /// What a message may say of another commit.
  static let lines = [
    "commit \(other) upstream.", "[ Upstream commit \(other) ]", "commit \(other)",
    "commit \(other) from mainline",
    "(cherry picked from commit \(other))", "commit \(other) is not in this tree",
    "Upstream: commit \(other)",
    "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1", "%changelog",
  ]

  struct Form: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What stands before each line of a commit, and of the first of them.
    var prefix = ""
    var first = ""
    var digits = 40
    var isMail = false
    var command = ""
    var blanks = ""

    func text(_ line: String) -> String {
      command
        + ids.enumerated().map { number, id in
          let subject = "fs: number \(number)"
          let body =
            isMail
            ? [
              "From \(id) Mon Sep 17 00:00:00 2001", "From: Ada P <a@example.org>",
              "Date: Wed, 19 Sep 2018 12:00:00 +0200", "Subject: [PATCH] \(subject)", "", line, "",
              "text", "---",
              " fs/a.c | 2 +-", "",
            ]
            : [
              "commit \(id.prefix(digits))", "Author: Ada P <a@example.org>",
              "Date:   Wed Sep 19 12:00:00 2018 +0200",
              "", "    \(subject)", "", "    \(line)", "",
            ]
          return body.enumerated().map {
            ($0.offset == 0 ? first : prefix) + $0.element + blanks + "\n"
          }.joined()
        }.joined()
    }
  }

  static let forms: [Form] = [
    .init(testDescription: "git log"),
    .init(testDescription: "git log --abbrev-commit", digits: 12),
    .init(
      testDescription: "git log --abbrev-commit below its command", digits: 9,
      command: "$ git log --abbrev-commit\n"),
    .init(testDescription: "git log --graph", prefix: "| ", first: "* "),
    .init(
      testDescription: "git log --graph --abbrev-commit", prefix: "| ", first: "* ", digits: 12),
    .init(
      testDescription: "git log --graph below its command", prefix: "| ", first: "* ",
      command: "$ git log --graph\n"),
    .init(testDescription: "git format-patch --stdout", isMail: true),
    .init(testDescription: "git log, each line with blanks behind it", blanks: "  "),
    .init(
      testDescription: "git log --abbrev-commit, each line with a blank behind it", digits: 12,
      blanks: " "),
    .init(
      testDescription: "git format-patch, each line with blanks behind it", isMail: true,
      blanks: "  "),
    .init(testDescription: "git log, CR LF", blanks: "\r"),
  ]

  @Test("may name other commits and hold headings", arguments: forms, lines)
  func messages(_ form: Form, _ line: String) throws {
    let entries = try parse(form.text(line)).releases.flatMap(\.entries)
    #expect(entries.map(\.subject) == ["fs: number 0", "fs: number 1"])
    #expect(entries.allSatisfy { $0.person?.name == "Ada P" })
  }

  static let lists = [
    "Ada P (2):\n      fs: number 0\n      fs: number 1\n\n",
    "\(ids[0].prefix(12)) fs: number 0\n\(ids[1].prefix(12)) fs: number 1\n",
    "* \(ids[0].prefix(9)) fs: number 0\n* \(ids[1].prefix(9)) (tag: v1) fs: number 1\n",
  ]

  @Test(
    "and lists may be quoted or indented",
    arguments: ["> ", ">", "> > ", "    ", "\t", "  ", "| "],
    lists
      + forms.filter { $0.command.isEmpty && $0.blanks != "\r" }.map { $0.text("commit \(other)") })
  func dressed(_ prefix: String, _ list: String) throws {
    let text = list.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "" : prefix + $0
    }
    let entries = try parse(text.joined(separator: "\n")).releases.flatMap(\.entries)
    #expect(entries.map(\.subject) == ["fs: number 0", "fs: number 1"])
  }

  @Test("below a signature, whose empty lines are blanks, are read")
  func signed() throws {
    let text = """
      commit \(Self.ids[0])
      tree \(Self.other)
      parent \(Self.ids[1])
      author Ada P <a@example.org> 1537351639 +0200
      committer Ada P <a@example.org> 1537351639 +0200
      gpgsig -----BEGIN PGP SIGNATURE-----
       \("")
       iQ0
       -----END PGP SIGNATURE-----

          fs: signed

      """
    #expect(try parse(text).releases.flatMap(\.entries).map(\.subject) == ["fs: signed"])
  }
}
