import Foundation
import TestSupport
import Testing

@testable import Investigation

/// Whether a tree without history has a commit, asked with real archives and packages.
@Suite("A tree without history") struct InTreeTests {
  let directory: TemporaryDirectory
  let history: HistoryBuilder
  let fix: String

  static let before = """
    static int widget_open(struct widget *widget)
    {
    	widget->buffer = kmalloc(widget->size, GFP_KERNEL);
    	widget_start(widget);
    	return 0;
    }
    """
  static let after = before.replacing(
    "\twidget_start", with: "\tif (!widget->buffer)\n\t\treturn -ENOMEM;\n\twidget_start")

  init() async throws {
    directory = try TemporaryDirectory()
    history = try await HistoryBuilder()
    try await history.commit(
      "base", "Linux 4.14", files: ["drivers/widget.c": Self.before, "init/main.c": "int main;\n"])
    fix = try await history.commit(
      "fix", "widget: check the buffer", files: ["drivers/widget.c": Self.after])
    for (tree, text) in [("new", Self.after), ("old", Self.before)] {
      try directory.write(text, to: "\(tree)/linux-4.14/drivers/widget.c")
      try directory.write("int main;\n", to: "\(tree)/linux-4.14/init/main.c")
    }
  }

  private func ask(_ tree: String, _ options: String...) async throws -> Command {
    try await Command.ktrail(
      ["fixes", fix, "--linux", history.path, "--in-tree", tree] + options, in: directory.path)
  }

  /// What it printed, in one line.
  private func said(_ command: Command) -> String {
    (command.output + command.errors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func make(_ tool: String, _ arguments: String...) async throws {
    let made = try await Command.run(tool, arguments, in: directory.path)
    guard made.exitCode == 0 else { throw Command.Failure("\(tool): \(made.errors)") }
  }

  @Test("a directory has it or lacks it, and the exit code says so")
  func directories() async throws {
    let new = try await ask("new/linux-4.14")
    #expect(new.exitCode == 0, "\(new.errors)")
    #expect(new.output.hasPrefix("in the tree new/linux-4.14: its only hunk\n"))
    let old = try await ask("old/linux-4.14")
    #expect(old.exitCode == 3)
    #expect(
      old.output.hasPrefix("not in the tree old/linux-4.14: drivers/widget.c:4 (widget_open)"))
    try FileManager.default.removeItem(atPath: directory.path + "/old/linux-4.14/drivers/widget.c")
    let none = try await ask("old/linux-4.14")
    #expect(none.exitCode == 4)
    #expect(said(none).contains("the tree has no drivers/widget.c"))
    let json = try await ask("new/linux-4.14", "--json")
    #expect(json.output.contains(#""standing": "present""#))
  }

  @Test("what nobody could look for is unknown, and the tree is looked at all the same")
  func nothingToLookFor() async throws {
    func search(_ tree: String, _ options: [String]) async throws -> Command {
      try await Command.ktrail(
        ["fixes", "--linux", history.path, "--in-tree", tree] + options, in: directory.path)
    }
    let nothing = try await search("new/linux-4.14", ["--matching", "hovercraft"])
    #expect(nothing.exitCode == 4)
    #expect(nothing.output.hasPrefix("unknown: no fix was found to look for\n"))
    #expect(try await search("nowhere", ["--matching", "hovercraft"]).exitCode == 1)
    // One is there, and of the other nothing is known.
    let both = try await search("new/linux-4.14", [fix, "CVE-2019-11477"])
    #expect(both.exitCode == 4)
    #expect(said(both).contains("unknown: no commit in this clone names CVE-2019-11477"))
  }

  @Test("an archive is read however it is packed", arguments: ["", "gzip", "xz", "zstd", "bzip2"])
  func archives(_ tool: String) async throws {
    guard tool.isEmpty || Command.installed(tool) != nil else { return }
    for (tree, code) in [("new", 0), ("old", 3)] {
      let file = "\(tree)-\(tool).tar"
      try await make("tar", "-C", tree, "-cf", file, "linux-4.14")
      if !tool.isEmpty {
        // Told by its content, whatever it is called.
        let packed = try await Command.run(
          "sh", ["-c", "\(tool) -c \(file) > packed && mv packed \(file)"], in: directory.path)
        #expect(packed.exitCode == 0)
      }
      let answer = try await ask(file)
      #expect(answer.exitCode == code, "\(answer.output) \(answer.errors)")
    }
  }

  @Test(
    "names are read in every format of tar", arguments: ["v7", "ustar", "gnu", "posix"])
  func formats(_ format: String) async throws {
    let deep = String(repeating: "a-directory-of-some-length/", count: format == "v7" ? 1 : 4)
    try directory.write(Self.after, to: "deep/\(deep)linux/drivers/widget.c")
    try directory.write("int main;\n", to: "deep/\(deep)linux/init/main.c")
    try await make("tar", "-C", "deep", "--format=\(format)", "-cf", "deep.tar", ".")
    let answer = try await ask("deep.tar")
    // The oldest format has no mark that tells it.
    #expect(answer.exitCode == (format == "v7" ? 1 : 0), "\(answer.output) \(answer.errors)")
  }

  @Test("a hostile archive is not followed anywhere, and nothing is written")
  func hostile() async throws {
    // A member that leads out of the archive, and a link in the place of the file.
    try directory.write(Self.after, to: "evil/drivers/widget.c")
    try await make(
      "tar", "-P", "-cf", "evil.tar", "--transform", "s,^evil,../../ktrail-evil,",
      "evil/drivers/widget.c"
    )
    try await make("tar", "-C", "old", "-rf", "evil.tar", "linux-4.14/init/main.c")
    let outside = try await ask("evil.tar")
    #expect(outside.exitCode == 4, "\(outside.output)")
    let widget = directory.path + "/old/linux-4.14/drivers/widget.c"
    try FileManager.default.removeItem(atPath: widget)
    try FileManager.default.createSymbolicLink(
      atPath: widget, withDestinationPath: directory.path + "/new/linux-4.14/drivers/widget.c")
    try await make("tar", "-C", "old", "-cf", "link.tar", "linux-4.14")
    for tree in ["link.tar", "old/linux-4.14"] {
      let link = try await ask(tree)
      #expect(link.exitCode == 4, "\(link.output)")
      #expect(said(link).contains("too large or not a text file"))
    }
    #expect(!FileManager.default.fileExists(atPath: directory.path + "/../../ktrail-evil"))
  }

  @Test("what is no tree is refused in a sentence")
  func refusals() async throws {
    try await make("tar", "-C", "new", "-cf", "whole.tar", "linux-4.14")
    try await make("sh", "-c", "head -c 1000 whole.tar > cut.tar")
    try await make("sh", "-c", "gzip -c whole.tar | head -c 150 > cut.gz")
    // It unpacks to very much that is nothing.
    try await make("sh", "-c", "head -c 200000000 /dev/zero | gzip -1 > bomb.gz")
    try directory.write("text", to: "text")
    let rows = [
      ("nowhere", "it is not there"), ("new", "no init/main.c"), ("cut.tar", "cut off"),
      ("cut.gz", "cannot be searched"), ("bomb.gz", "neither a directory"),
      ("text", "neither a directory"),
    ]
    for (tree, sentence) in rows {
      let answer = try await ask(tree)
      #expect(answer.exitCode == 1, "\(tree): \(answer.output)")
      #expect(said(answer).contains(sentence), "\(answer.errors)")
    }
    let other = try await ask("new", "--in", "HEAD")
    #expect(other.exitCode == 64)
    #expect(said(other).contains("--in-tree asks a tree without history"))
  }

  static let applying: [(prep: String, says: String, code: Int)] = [
    ("%patch7 -p1", "in the source package", 0), ("%patch -P 7 -p1", "in the source package", 0),
    ("%autosetup -p1", "in the source package", 0), ("%setup", "not in the source package", 3),
    ("#%patch7 -p1", "not in the source package", 3),
  ]

  @Test(
    "a source package has what a patch brings that its spec applies",
    .enabled(if: Command.installed("rpmbuild") != nil, "needs rpmbuild"), arguments: applying)
  func packages(_ row: (prep: String, says: String, code: Int)) async throws {
    try await make("tar", "-C", "old", "-cJf", "linux-4.14.tar.xz", "linux-4.14")
    try directory.write(
      """
      Fixes a crash.
      --- a/drivers/widget.c
      +++ b/drivers/widget.c
      @@ -2,4 +2,6 @@
       {
       \twidget->buffer = kmalloc(widget->size, GFP_KERNEL);
      +\tif (!widget->buffer)
      +\t\treturn -ENOMEM;
       \twidget_start(widget);
       \treturn 0;

      """, to: "widget-4.14.patch")
    try directory.write(
      """
      Name: kernel
      Version: 4.14
      Release: 1
      Summary: A kernel
      License: GPL-2.0
      Source0: linux-%{version}.tar.xz
      Patch7: widget-%{version}.patch
      %description
      Nothing.
      %prep
      \(row.prep)
      %files

      """, to: "kernel.spec")
    try await make(
      "rpmbuild", "--quiet", "--define", "_sourcedir \(directory.path)", "--define",
      "_srcrpmdir \(directory.path)", "--define", "_topdir \(directory.path)/build", "-bs",
      directory.path + "/kernel.spec")
    let answer = try await ask("kernel-4.14-1.src.rpm")
    #expect(answer.exitCode == row.code, "\(answer.output) \(answer.errors)")
    #expect(answer.output.hasPrefix(row.says))
    #expect(said(answer).contains("Patch7 (widget-4.14.patch)"))
  }
}
