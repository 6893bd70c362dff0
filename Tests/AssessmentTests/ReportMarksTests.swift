import Testing

@testable import Assessment

@Suite("Reported by") struct ReportMarksTests {
  @Test("reads the line ends of any system, and a colon before a combining mark")
  func readsBytes() {
    let marks = ReportMarks(
      body:
        "Why\r\n\r\nReported-by: syzbot+0123abcd@example.org\r\nCloses: https://lore.example/1\r\n")
    #expect(marks.reporters == ["syzbot+0123abcd@example.org"])
    #expect(marks.syzbot == ["0123abcd"])
    #expect(marks.links == ["https://lore.example/1"])
    #expect(ReportMarks(body: "Closes:\u{301} x").links == ["\u{301} x"])
  }

  @Test("takes reporters, syzbot's ids and links from a message")
  func reads() {
    let marks = ReportMarks(
      body: """
        Text: with a colon.

        Reported-by: Jane Doe <jane@example.org>
        reported-and-tested-by: syzbot+00ff12@syzkaller.appspotmail.com
        Closes: https://bugzilla.example/1
        Link: https://lore.example/2
        Signed-off-by: A B <a@example.org>
        """)
    #expect(marks.reporters.count == 2)
    #expect(marks.syzbot == ["00ff12"])
    #expect(marks.links == ["https://bugzilla.example/1", "https://lore.example/2"])
  }

  @Test("the address of a patch alone is not a report")
  func ignoresPatchLink() {
    #expect(ReportMarks(body: "Link: https://lore.example/2\nSigned-off-by: A B").isEmpty)
  }
}
