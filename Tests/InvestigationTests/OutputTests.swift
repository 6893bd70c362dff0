import Foundation
import Subprocess
import TestSupport
import Testing

/// Where answers go, as shells redirect them and as `-o` names it.
@Suite("Where answers go") struct OutputTests {
  let directory: TemporaryDirectory
  let environment: [Environment.Key: String]

  init() async throws {
    directory = try TemporaryDirectory()
    // Bisections of the test's own.
    let clone = directory.path + "/linux"
    _ = try await Command.git(
      "clone", "--quiet", "--bare", "--shared", try await SharedMaterial.storyClone(), clone,
      in: directory.path)
    environment = [
      "KTRAIL": Command.ktrail, "OLD": StoryTests.old, "NEW": StoryTests.new,
      "KTRAIL_LINUX": clone, "XDG_STATE_HOME": directory.path + "/state",
      "XDG_CACHE_HOME": directory.path + "/cache",
    ]
  }

  /// What a real shell makes of a script in the test's directory.
  private func sh(
    _ script: String, _ more: [Environment.Key: String] = [:]
  ) async throws -> Command {
    try await Command.run(
      "sh", ["-c", script], in: directory.path,
      environment: environment.merging(more) { _, given in given })
  }

  private var answers: Int {
    get async throws {
      try await sh("\"$KTRAIL\" bisect log").output.split(separator: "\n")
        .count { $0.hasPrefix("git bisect ") }
    }
  }

  // MARK: Standard output

  /// In this order, each prints what the next needs.
  static let commands = [
    "--help", "--version", "--generate-completion-script bash", "help bisect", "compare --help",
    "index", "compare $OLD $NEW", "fixes --missing-in v4.4.157 --json",
    "culprits $OLD $NEW --symptom \(StoryTests.symptom)", "report $OLD $NEW --format html",
    "bisect start v4.4.121 v4.4.157 --no-checkout", "bisect next", "bisect status --json",
    "bisect good", "bisect bad", "bisect skip", "bisect undo", "bisect log", "bisect view",
    "bisect terms", "bisect run true",
  ]

  struct Ending: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let redirection: String
    let exitCode: Int
    let says: String
  }

  static let endings = [
    Ending(
      testDescription: "a full disk", redirection: ">/dev/full", exitCode: 1,
      says: "ktrail: standard output cannot be written: No space left on device\n"),
    Ending(
      testDescription: "closed", redirection: ">&-", exitCode: 1,
      says: "ktrail: standard output cannot be written: Bad file descriptor\n"),
    Ending(
      testDescription: "a reader that has left", redirection: ">&4", exitCode: 141, says: ""),
    Ending(
      testDescription: "closed, with nobody to be told", redirection: ">&- 2>&-", exitCode: 1,
      says: ""),
    Ending(
      testDescription: "full, with nobody to be told", redirection: ">/dev/full 2>/dev/full",
      exitCode: 1, says: ""),
  ]

  @Test(
    "every command whose answer does not arrive says so, or ends by SIGPIPE", arguments: endings)
  func unwritable(_ ending: Ending) async throws {
    for command in Self.commands {
      // A pipe without a reader: the end to read from was closed again.
      let run = try await sh(
        """
        rm -f pipe; mkfifo pipe; exec 3<>pipe 4>pipe 3<&-
        "$KTRAIL" \(command) \(ending.redirection)
        """)
      #expect(run.exitCode == ending.exitCode, "\(command): \(run.errors)")
      let said = run.errors.split(separator: "\n", omittingEmptySubsequences: false)
        // Who is told beside the answer is told as ever.
        .filter { !$0.hasPrefix("taken back: ") && !$0.hasSuffix(" good") }.joined(separator: "\n")
      #expect(said == ending.says, "\(command)")
    }
    // Each answer was kept before it was printed: good, bad, and all of run; skip was taken back.
    #expect(try await answers > 4)
  }

  @Test("where SIGPIPE is ignored, a reader that has left still means 141, without a word")
  func ignoredPipe() async throws {
    let run = try await sh(
      "trap '' PIPE; mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; \"$KTRAIL\" --help >&4")
    #expect(run.exitCode == 141)
    #expect(run.errors.isEmpty)
  }

  @Test(
    "what goes to standard error is no reason to fail", arguments: ["2>&-", "2>/dev/full", "2>&4"])
  func standardError(_ redirection: String) async throws {
    let script = "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; \"$KTRAIL\" compare $OLD $NEW --verbose "
    let whole = try await sh(script + "2>/dev/null")
    let run = try await sh(script + redirection)
    #expect(run.exitCode == 0)
    #expect(run.output == whole.output && !whole.output.isEmpty)
    #expect(try await sh(script + "--nonsense \(redirection)").exitCode == 64)
  }

  @Test("closed descriptors are not given to the files that are opened")
  func closedDescriptors() async throws {
    let healthy = try await sh("\"$KTRAIL\" fixes --missing-in v4.4.157")
    for closed in ["<&-", ">&-", "<&- >&-", "2>&-", "<&- >&- 2>&-"] {
      // The index is made, then read.
      _ = try await sh("rm -rf cache; \"$KTRAIL\" index --verbose \(closed)")
      let run = try await sh("\"$KTRAIL\" fixes --missing-in v4.4.157")
      #expect(run.errors.isEmpty, "\(closed)")
      #expect(run.output == healthy.output)
    }
  }

  @Test(
    "standard input that cannot be read is named",
    arguments: [
      ("compare - $NEW <&-", "standard input cannot be read: Bad file descriptor"),
      ("compare - $NEW <.", "standard input is a directory"),
      ("compare - $NEW </dev/null", "standard input is empty"),
      ("culprits $OLD $NEW -s - <&-", "the symptom - cannot be read: Bad file descriptor"),
      ("culprits $OLD $NEW -s - <.", "the symptom - cannot be read: Is a directory"),
      ("fixes --for - <&-", "-: Bad file descriptor"),
      ("fixes --for - <.", "-: Is a directory"),
      ("bisect replay - <&-", "-: Bad file descriptor"),
      ("bisect replay - <.", "-: Is a directory"),
    ])
  func standardInput(_ command: String, _ sentence: String) async throws {
    let run = try await sh("\"$KTRAIL\" \(command)")
    #expect(run.exitCode == 1)
    #expect(run.errors.hasPrefix("ktrail: \(sentence)"), "\(run.errors)")
  }

  @Test("too few open files are named", arguments: [4, 8, 16])
  func descriptors(_ count: Int) async throws {
    let run = try await sh("ulimit -n \(count); \"$KTRAIL\" compare $OLD $NEW")
    #expect(run.exitCode == 1)
    #expect(run.errors.hasPrefix("ktrail: only \(count) files may be open at once"))
  }

  @Test("an argument that is not text is named by its place")
  func arguments() async throws {
    let run = try await sh("\"$KTRAIL\" compare \"$OLD\" \"$(printf 'a\\377b')\"")
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("Argument 3, \"a\u{FFFD}b\", is not UTF-8"))
  }

  // MARK: -o

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Uses `$RUN FILE`, and prints what has become of it.
    let script: String
    let prints: String

    init(_ name: String, _ script: String, prints: String) {
      (testDescription, self.script, self.prints) = (name, script, prints)
    }
  }

  static let rows = [
    Row(
      "a new file has the mode of the umask", "umask 027; $RUN a; whole a; stat -c %a a",
      prints: "whole\n640\n"),
    Row(
      "an old file keeps its mode", "echo old >a; chmod 4751 a; $RUN a; whole a; stat -c %a a",
      prints: "whole\n4751\n"),
    Row(
      "a link stays, and what it leads to is written",
      "mkdir b; echo old >b/c; ln -s b/c a; $RUN a; whole b/c; readlink a; ls b",
      prints: "whole\nb/c\nc\n"),
    Row(
      "a link that leads to nothing yet", "mkdir b; ln -s b/c a; $RUN a; whole b/c; readlink a",
      prints: "whole\nb/c\n"),
    Row(
      "a link that leads to itself", "ln -s a a; $RUN a",
      prints: "a cannot be written: Too many levels of symbolic links\n1\n"),
    Row(
      "all names of a file", "echo old >a; ln a b; $RUN a; whole b; stat -c %h b",
      prints: "whole\n2\n"),
    Row(
      "a shorter answer leaves nothing of a longer file",
      "seq 100000 >a; ln a b; $RUN a; whole a", prints: "whole\n"),
    Row(
      "a named pipe", "mkfifo a; whole a >b & $RUN a; wait; cat b; stat -c %F a",
      prints: "whole\nfifo\n"),
    Row(
      "a named pipe whose reader has left",
      "mkfifo a; exec 3<>a 4>a 3<&-; $RUN /dev/fd/4; stat -c %F a",
      prints: "/dev/fd/4 cannot be written: Broken pipe\n1\nfifo\n"),
    Row("a device", "$RUN /dev/null; stat -c %F /dev/null", prints: "character special file\n"),
    Row(
      "a full device", "$RUN /dev/full",
      prints: "/dev/full cannot be written: No space left on device\n1\n"),
    Row("/dev/stdout", "$RUN /dev/stdout | whole -", prints: "whole\n"),
    Row("-", "$RUN - | whole -", prints: "whole\n"),
    Row(
      "/dev/stdout, which goes on after what is there",
      "echo one >a; $RUN /dev/stdout >>a; head -n 1 a; tail -n +2 a | whole -",
      prints: "one\nwhole\n"),
    Row(
      "/dev/stdout, closed",
      "\"$KTRAIL\" compare $OLD $NEW -o /dev/stdout 2>&1 >&-; echo $?",
      prints: "ktrail: standard output cannot be written: Bad file descriptor\n1\n"),
    Row("/dev/fd/5", "$RUN /dev/fd/5 5>a; whole a", prints: "whole\n"),
    Row(
      "descriptors that only ktrail has open",
      "for n in 3 4 5 6 7 8 9; do $RUN /proc/self/fd/$n 2>/dev/null; done; $RUN a; whole a",
      prints: "1\n1\n1\n1\n1\n1\n1\nwhole\n"),
    Row(
      "a git repository's own files",
      "git init -q a; $RUN a/.git/HEAD; $RUN a/.git/refs/heads/b; git -C a status -s; $RUN a/c; whole a/c",
      prints: ["a/.git/HEAD", "a/.git/refs/heads/b"].map {
        "\($0) cannot be written: it would be one of a git repository's own files\n1\n"
      }.joined() + "whole\n"),
    Row("a directory", "mkdir a; $RUN a", prints: "a cannot be written: Is a directory\n1\n"),
    Row(
      "a directory that is to be", "$RUN a/",
      prints: "a/ cannot be written: No such file or directory\n1\n"),
    Row("below a file", "echo >a; $RUN a/b", prints: "a/b cannot be written: Not a directory\n1\n"),
    Row(
      "no directory", "$RUN a/b", prints: "a/b cannot be written: No such file or directory\n1\n"),
    Row(
      "a name that is too long", "$RUN $(printf %0300d 0)",
      prints: "$(printf %0300d 0) cannot be written: File name too long\n1\n"),
    Row("a name as long as can be", "n=$(printf %0255d 0); $RUN $n; whole $n", prints: "whole\n"),
    Row(
      "a limit of sizes keeps the old file", "echo old >a; (ulimit -f 1; $RUN a); cat a; ls",
      prints: "a cannot be written: File too large\n1\nold\na\n"),
    Row(
      "no blanks, quotes or marks are too odd",
      "n=\"-o '\u{301}\n\"; $RUN \"./$n\"; whole \"./$n\"",
      prints: "whole\n"),
  ]

  @Test("-o writes to what a name leads to, all or nothing, and harms nothing", arguments: rows)
  func outputFile(_ row: Row) async throws {
    let run = try await sh(
      """
      "$KTRAIL" compare $OLD $NEW --json >wanted || exit
      mkdir work && cd work || exit
      whole() { if cmp -s "$1" ../wanted; then echo whole; else echo not whole; fi; }
      run() { "$KTRAIL" compare $OLD $NEW --json -o "$1" 2>../said || { code=$?; sed 's/^ktrail: //; s/; pass.*//' ../said >&2; echo $code; }; }
      RUN=run
      { \(row.script)
      } 2>&1
      """)
    let prints = row.prints.replacing(
      "$(printf %0300d 0)", with: String(repeating: "0", count: 300))
    #expect(run.output == prints, "\(run.errors)")
  }

  @Test("several answers in one run, each in its format; what cannot be written keeps none back")
  func severalOutputs() async throws {
    let run = try await sh(
      """
      ask="$KTRAIL report $OLD $NEW --now 2018-10-01"
      $ask -o a.html -o b.sarif -o md:c -o json:- -o junit:d.xml >e.json || exit
      $ask --format html -o a1.html; $ask -o sarif:b1; $ask --format markdown >c1; $ask --json >e1.json
      $ask --format junit >d1.xml
      cmp a.html a1.html && cmp b.sarif b1 && cmp c c1 && cmp d.xml d1.xml && cmp e.json e1.json && echo same
      $ask --json -o f.json 2>/dev/null; $ask -o g.html -o none/h.md -o json:i; echo $?
      cmp a.html g.html && cmp e.json i && echo others
      ls none 2>/dev/null; ls *.unfinished 2>/dev/null
      """)
    #expect(run.output == "same\n1\nothers\n", "\(run.errors)")
    #expect(run.errors.contains("none/h.md cannot be written: No such file or directory"))
  }

  @Test("formats of a report are refused elsewhere, in a sentence that says where they go")
  func elsewhere() async throws {
    for command in [
      "compare $OLD $NEW", "culprits $OLD $NEW -s \(StoryTests.symptom)", "index",
      "fixes --missing-in v4.4.157", "bisect status",
    ] {
      for output in ["--format sarif", "-o a.sarif", "-o a.html -o github:-"] {
        let run = try await sh("\"$KTRAIL\" \(command) \(output)")
        #expect(run.exitCode == 64, "\(command) \(output)")
        #expect(
          run.errors.contains("goes with ktrail report only"), "\(command) \(output): \(run.errors)"
        )
      }
    }
    #expect(!FileManager.default.fileExists(atPath: directory.path + "/a.sarif"))
  }

  static let isRoot = geteuid() == 0

  @Test(
    "an old file keeps its owner, and is written in a directory where nothing new may be",
    .enabled(if: isRoot, "only root may give files away"))
  func owners() async throws {
    let run = try await sh(
      """
      echo old >a; chown 12:34 a; "$KTRAIL" compare $OLD $NEW -o a; stat -c '%u:%g' a
      mkdir b; echo old >b/c; chmod 666 b/c; chmod 711 .; chmod 755 b
      setpriv --reuid 12 --clear-groups "$KTRAIL" compare $OLD $NEW >wanted
      setpriv --reuid 12 --clear-groups "$KTRAIL" compare $OLD $NEW -o b/c
      cmp b/c wanted; stat -c %u b/c; ls b
      """)
    #expect(run.output == "12:34\n0\nc\n", "\(run.errors)")
  }

  @Test("a directory without a name is none", arguments: ["--index-dir", "--output"])
  func emptyName(_ option: String) async throws {
    let run = try await sh("\"$KTRAIL\" compare $OLD $NEW \(option) ''")
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("\(option) needs a value"))
  }

  @Test("a report may be written over the report that it is compared with")
  func overItself() async throws {
    let run = try await sh(
      """
      "$KTRAIL" report $OLD $NEW --json -o last.json &&
      "$KTRAIL" report $OLD $NEW --json --previous last.json -o last.json
      """)
    #expect(run.exitCode == 0, "\(run.errors)")
    let text = try String(contentsOfFile: directory.path + "/last.json", encoding: .utf8)
    #expect(text.hasSuffix("}\n") && text.contains("last.json"))
  }

  // MARK: Signals

  static let signals: [(String, Int)] = [("HUP", 1), ("INT", 2), ("TERM", 15)]

  /// Sends a signal to ktrail from the program that it waits for, and goes on.
  private static let killer = """
    #!/bin/sh
    echo $$ >"$PIDS"
    sh -c 'echo $$ >>"$PIDS"; kill -s $SIGNAL $0; exec sleep 1000' $PPID

    """

  private func script(_ text: String, _ name: String) throws {
    try directory.write(text, to: name)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(directory.path)/\(name)")
  }

  /// Whether the processes of a ``killer`` come to their end.
  private func areGone() async throws -> Bool {
    try await sh(
      """
      for pid in $(cat pids); do
        tries=0
        while kill -0 $pid 2>/dev/null && ! grep -q 'State:.Z' /proc/$pid/status; do
          tries=$((tries + 1)); [ $tries -lt 200 ] || exit 1
          sleep 0.05
        done
      done
      """
    ).exitCode == 0
  }

  @Test(
    "a signal that ends ktrail ends what it has started, and nothing stays behind",
    arguments: signals)
  func signal(_ name: String, _ number: Int) async throws {
    try script(Self.killer, "bin/rpm")
    try directory.write("\u{ED}", to: "tmp/keep")
    let package = Data([0xED, 0xAB, 0xEE, 0xDB, 3, 0])
    try package.write(to: URL(fileURLWithPath: directory.path + "/a.rpm"))
    for operand in ["a.rpm", "kernel", "- <a.rpm"] {
      let run = try await sh(
        "exec \"$KTRAIL\" compare $OLD \(operand) -o answer",
        [
          "PATH": "\(directory.path)/bin:/usr/bin:/bin", "TMPDIR": directory.path + "/tmp",
          "PIDS": directory.path + "/pids", "SIGNAL": name,
        ])
      #expect(run.exitCode == -number)
      #expect(run.output.isEmpty && run.errors.isEmpty)
      #expect(try await areGone())
      #expect(try await sh("ls tmp; ls answer* 2>/dev/null").output == "keep\n")
    }
  }

  @Test(
    "a signal while bisect runs a command ends both; what was answered stays", arguments: signals)
  func signalDuringRun(_ name: String, _ number: Int) async throws {
    try script(
      """
      #!/bin/sh
      echo >>"$COUNT"
      [ $(wc -l <"$COUNT") -lt 3 ] && exit 0
      trap 'exit 1' \(name)
      echo $$ >"$PIDS"
      sh -c 'echo $$ >>"$PIDS"; kill -s $SIGNAL $0; exec sleep 1000' $PPID
      """, "test.sh")
    let run = try await sh(
      """
      "$KTRAIL" bisect start v4.4.121 v4.4.157 --no-checkout >/dev/null &&
      exec "$KTRAIL" bisect run ./test.sh
      """,
      [
        "PIDS": directory.path + "/pids", "COUNT": directory.path + "/count", "SIGNAL": name,
      ])
    #expect(run.exitCode == -number)
    #expect(try await areGone())
    // The script's own "bad" on its way out is not an answer.
    #expect(try await answers == 3 + 2)
  }
}
