import ChangeModel
import Git
import Testing

@testable import History

@Suite("A change in a tree without history") struct ChangeInTreeTests {
  static let id = CommitID("a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2")!

  /// A driver with two functions that are much alike.
  static let before = """
    #include <linux/slab.h>
    #include <linux/module.h>

    /* Takes the device from the bus. */
    static int widget_open(struct widget *widget)
    {
    	int ret;

    	ret = widget_power_up(widget);
    	if (ret)
    		return ret;

    	widget->buffer = kmalloc(widget->size, GFP_KERNEL);
    	widget_start(widget);
    	return 0;
    }

    static int widget_reset(struct widget *widget)
    {
    	widget_stop(widget);
    	widget->state = WIDGET_IDLE;
    	widget_start(widget);
    	return 0;
    }

    static void widget_close(struct widget *widget)
    {
    	widget_stop(widget);
    	kfree(widget->buffer);
    	widget_power_down(widget);
    }
    """

  static let after = before.replacing(
    "GFP_KERNEL);\n",
    with:
      "GFP_KERNEL);\n\tif (!widget->buffer) {\n\t\twidget_power_down(widget);\n\t\treturn -ENOMEM;\n\t}\n"
  ).replacing(
    "\tkfree(widget->buffer);\n", with: "\tkfree(widget->buffer);\n\twidget->buffer = NULL;\n")

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let changes: [ChangedText]
    /// The tree's files.
    let tree: [String: String]
    let verdict: TreeStanding.Verdict
    /// Of each hunk.
    let hunks: [TreeHunk.Verdict]?

    init(
      _ name: String, from before: String? = ChangeInTreeTests.before,
      to after: String? = ChangeInTreeTests.after, path: String = "drivers/widget.c",
      and others: [ChangedText] = [], tree: String?, others files: [String: String] = [:],
      _ verdict: TreeStanding.Verdict, _ hunks: [TreeHunk.Verdict]? = nil
    ) {
      testDescription = name
      changes =
        [
          ChangedText(
            path: path, before: before.map { Array($0.utf8) }, after: after.map { Array($0.utf8) })
        ] + others
      var trees = files
      trees[path] = tree
      self.tree = trees
      (self.verdict, self.hunks) = (verdict, hunks)
    }
  }

  static let rows = [
    Row("the tree after", tree: after, .present, [.present, .present]),
    Row(
      "the tree before", tree: before, .absent,
      [.absent(.lacks("if (!widget->buffer) {")), .absent(.lacks("widget->buffer = NULL;"))]),
    Row("moved down", tree: String(repeating: "int filler;\n", count: 90) + after, .present),
    Row(
      "with other blanks",
      tree: after.replacing("\t", with: "    ").replacing(" (", with: "(").replacing(
        "\n", with: " \r\n\n"),
      .present),
    Row(
      "one of two hunks",
      tree: after.replacing("\twidget->buffer = NULL;\n", with: ""), .partly,
      [.present, .absent(.lacks("widget->buffer = NULL;"))]),
    Row("taken back", tree: before + "\n/* reverted */\n", .absent),
    Row(
      "the same lines in another function only",
      from: before,
      to: before.replacing(
        "\twidget->state = WIDGET_IDLE;\n",
        with: "\twidget->state = WIDGET_IDLE;\n\twidget_sync(widget);\n"),
      tree: before
        + "\nstatic int widget_pause(struct widget *widget)\n{\n\twidget_stop(widget);\n"
        + "\twidget->state = WIDGET_IDLE;\n\twidget_sync(widget);\n\twidget_start(widget);\n}\n",
      .absent, [.absent(.lacks("widget_sync(widget);"))]),
    Row(
      "lines around it were changed later",
      tree: after.replacing("widget_start(widget);", with: "widget_begin(widget, true);"), .present),
    Row(
      "the lines themselves were changed later",
      tree: after.replacing("!widget->buffer", with: "IS_ERR(widget->buffer)")
        .replacing("buffer = NULL", with: "buffer = ERR_PTR(-1)"),
      .undecided(.noHunk), [.undecided(.altered), .undecided(.altered)]),
    Row(
      "of two hunks one was changed later",
      tree: after.replacing("buffer = NULL", with: "buffer = ERR_PTR(-1)"),
      .undecided(.fewHunks), [.present, .undecided(.altered)]),
    Row(
      "both the old lines and the new ones",
      to: before.replacing("widget_stop(widget);\n\tkfree", with: "widget_halt(widget);\n\tkfree"),
      tree: before.replacing(
        "\twidget_stop(widget);\n\tkfree",
        with:
          "#ifdef OLD\n\twidget_stop(widget);\n\tkfree(widget->buffer);\n\twidget_power_down(widget);\n#endif\n\twidget_halt(widget);\n\tkfree"
      ),
      .undecided(.noHunk), [.undecided(.both)]),
    Row(
      "lines that were only taken away, gone",
      to: before.replacing("\twidget_power_down(widget);\n", with: ""),
      tree: before.replacing("\twidget_power_down(widget);\n", with: ""), .present),
    Row(
      "lines that were only taken away, still there",
      to: before.replacing("\twidget_power_down(widget);\n", with: ""), tree: before, .absent,
      [.absent(.stillHas("widget_power_down(widget);"))]),
    Row("only blanks", to: before.replacing("\t", with: "  "), tree: before, .undecided(.noText)),
    Row(
      "only braces",
      to: before.replacing(
        "\tif (ret)\n\t\treturn ret;\n", with: "\tif (ret)\n\t{\n\t\treturn ret;\n\t}\n"),
      tree: before, .undecided(.noHunk), [.undecided(.tooCommon)]),
    Row(
      "a comment beside code does not count",
      to: after.replacing("Takes the device", with: "Fetches the device"),
      tree: after, .present,
      [.absent(.stillHas("/* Takes the device from the bus. */")), .present, .present]),
    Row(
      "nothing but a comment counts",
      to: before.replacing("Takes the device", with: "Fetches the device"), tree: before, .absent),
    Row("a file that it adds", from: nil, tree: nil, .absent, [.absent(.lacksFile)]),
    Row("a file that it adds, there", from: nil, tree: after + "int x;\n", .present),
    Row("a file that it adds, another one", from: nil, tree: "int x;\n", .undecided(.noHunk)),
    Row("a file that it removes", to: nil, tree: before, .absent, [.absent(.stillHasFile)]),
    Row("a file that it removes, gone", to: nil, tree: nil, .present),
    Row("no such file", tree: nil, .undecided(.noHunk), [.undecided(.noFile)]),
    Row(
      "a file that has moved", tree: nil,
      others: ["staging/widget.c": after, "x/widget.c": "int x;\n"],
      .present),
    Row(
      "a file that has moved to one of two places", tree: nil,
      others: ["staging/widget.c": after, "x/widget.c": before], .undecided(.noHunk)),
    Row("a binary file", tree: "\0" + after, .undecided(.noHunk), [.undecided(.unreadable)]),
    Row(
      "an empty file", tree: "", .undecided(.noHunk), [.undecided(.altered), .undecided(.altered)]),
    Row(
      "a makefile beside code does not count",
      and: [
        ChangedText(
          path: "drivers/Makefile", before: Array("obj-y += a.o\n".utf8),
          after: Array("obj-y += a.o\nobj-y += widget.o\n".utf8))
      ], tree: after, others: ["drivers/Makefile": "obj-y += a.o\n"], .present),
  ]

  @Test("is judged by its hunks", arguments: rows)
  func judges(_ row: Row) {
    let standing = Self.standing(of: row)
    #expect(standing.verdict == row.verdict)
    if let hunks = row.hunks { #expect(standing.hunks.map(\.verdict) == hunks) }
  }

  private static func standing(of row: Row) -> TreeStanding {
    ChangeInTree(id, ChangedTexts(row.changes)).standing(
      in: "tree",
      TreeContents(
        file: { path in row.tree[path].map { .text(Array($0.utf8)) } },
        namesakes: { path in
          row.tree.keys.filter { $0 != path && $0.hasSuffix("/widget.c") }.sorted()
        }))
  }

  @Test("is never there in the tree before it, nor absent from the tree after it", arguments: rows)
  func isDiscriminating(_ row: Row) throws {
    func verdict(_ side: (ChangedText) -> [UInt8]?) -> TreeStanding.Verdict {
      let files = Dictionary(uniqueKeysWithValues: row.changes.map { ($0.path, side($0)) })
      return ChangeInTree(Self.id, ChangedTexts(row.changes)).standing(
        in: "tree", TreeContents(file: { files[$0].flatMap(\.self).map { .text($0) } })
      ).verdict
    }
    #expect(verdict(\.before) != .present)
    #expect(verdict(\.after) != .absent && verdict(\.after) != .partly)
  }

  @Test("the place in the tree and the function are told")
  func tellsPlace() throws {
    let row = Self.rows[1]
    let hunk = try #require(Self.standing(of: row).decisive)
    #expect(hunk.path == "drivers/widget.c")
    #expect(hunk.line == 14)
    #expect(hunk.function == "widget_open")
  }

  @Test("without the contents of the clone nothing is decided")
  func needsContents() {
    let standing = ChangeInTree(Self.id, nil).standing(in: "tree", TreeContents(file: { _ in nil }))
    #expect(standing.verdict == .undecided(.noContents))
  }

  @Test("of a change and its backports the one counts that the tree has")
  func findsBackport() {
    func standing(_ verdict: TreeStanding.Verdict, _ hunks: TreeHunk.Verdict...) -> TreeStanding {
      TreeStanding(
        tree: "tree", version: Self.id, verdict: verdict,
        hunks: hunks.map {
          TreeHunk(path: "a.c", treePath: "a.c", line: 1, function: nil, verdict: $0, decides: true)
        })
    }
    let unknown = standing(.undecided(.noHunk), .undecided(.altered))
    let absent = standing(.absent, .absent(.lacksFile))
    let present = standing(.present, .present)
    #expect(TreeStanding.closest(of: [unknown, absent, present]) == present)
    #expect(TreeStanding.closest(of: [unknown, absent]) == absent)
    #expect(TreeStanding.closest(of: []) == nil)
  }

  static let patches: [(name: String, text: String, brings: Bool, touches: Bool)] = [
    ("the same", patch(adding: "+\twidget->state = 0;"), true, false),
    ("the same, otherwise spaced", patch(adding: "+        widget->state=0;"), true, false),
    ("another change of the file", patch(adding: "+\twidget->state = 1;"), false, true),
    ("its reverse", patch(adding: "-\twidget->state = 0;"), false, true),
    (
      "another file",
      patch(adding: "+\twidget->state = 0;").replacing("drivers/widget.c", with: "a.c"),
      false, false
    ),
    (
      "a message that shows the change", "+\twidget->state = 0;\n--- a/drivers/widget.c\n", false,
      false
    ),
  ]

  static func patch(adding line: String) -> String {
    let counts = line.hasPrefix("+") ? "-5,2 +5,3" : "-5,3 +5,2"
    return """
      Subject: a fix

      --- a/drivers/widget.c\t2018-09-19
      +++ b/drivers/widget.c
      @@ \(counts) @@ static void widget_close(struct widget *widget)
       \tkfree(widget->buffer);
      \(line)
       \twidget_power_down(widget);
      --
      2.20
      """
  }

  @Test("a patch of a source package makes it or not, by its lines", arguments: patches)
  func readsPatches(_ patch: (name: String, text: String, brings: Bool, touches: Bool)) {
    let change = ChangeInTree(
      Self.id,
      ChangedTexts([
        ChangedText(
          path: "drivers/widget.c", before: Array(Self.before.utf8),
          after: Array(
            Self.before.replacing(
              "kfree(widget->buffer);\n", with: "kfree(widget->buffer);\n\twidget->state = 0;\n"
            ).utf8))
      ]))
    let read = PackagedPatch(name: "Patch1", Array(patch.text.utf8))
    let applied = change.patches(applied: [read], named: [], unread: [])
    #expect(applied.bringing == (patch.brings ? ["Patch1"] : []))
    #expect(applied.touching == (patch.touches ? ["Patch1"] : []))
    // What the spec may leave out brings nothing.
    let named = change.patches(applied: [], named: [read], unread: [])
    #expect(named.bringing.isEmpty)
    #expect(named.touching == (patch.touches || patch.brings ? ["Patch1"] : []))
  }
}
