import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import Reports
@testable import ktrail

/// Every two options of every command: what is said to both is honoured or refused, and a table says which.
///
/// The table is `Fixtures/option-pairs.txt`; a new option without a row in it fails the test.
@Suite("Pairs of options") struct OptionPairTests {
  /// What becomes of two options.
  enum Outcome: Character {
    case combines = "+"
    case isRefused = "x"
    case needsAnother = "n"
    /// The same option twice, with two values.
    case once = "1"
    case isRepeatable = "r"
    /// The same flag twice.
    case isSaid = "="
  }

  struct Table: CustomTestStringConvertible, Sendable {
    struct Row: Sendable {
      let arguments: [String]
      /// With each row above it, and with itself.
      let outcomes: [Character]
      var name: String { arguments[0] }
    }
    let testDescription: String
    let before, after: [String]
    var rows: [Row] = []
  }

  /// Read from a file of sections: the command's words, `|` where its options stand, and a row for each option.
  static let tables: [Table] = {
    let path = SharedMaterial.projectRoot + "/Fixtures/option-pairs.txt"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    var tables: [Table] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      if line.hasPrefix("-") {
        tables[tables.count - 1].rows.append(
          .init(arguments: Array(words.dropLast()), outcomes: Array(words[words.count - 1])))
      } else {
        let place = words.firstIndex(of: "|") ?? words.count
        tables.append(
          Table(
            testDescription: String(line), before: Array(words[..<place]),
            after: Array(words[place...].dropFirst())))
      }
    }
    return tables
  }()

  /// The options of each command, as the parser has them.
  static let declared: [String: Set<String>] = {
    struct Dump: Decodable {
      struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?
      }
      struct Argument: Decodable {
        struct Name: Decodable { let name: String }
        let preferredName: Name?
      }
      let command: Command
    }
    guard let dump = try? JSONDecoder().decode(Dump.self, from: Data(Ktrail._dumpHelp().utf8))
    else { return [:] }
    var found: [String: Set<String>] = [:]
    func visit(_ command: Dump.Command, _ words: [String]) {
      let options = (command.arguments ?? []).compactMap { $0.preferredName.map { "--\($0.name)" } }
      if command.subcommands == nil {
        found[words.joined(separator: " ")] = Set(options).subtracting(["--help", "--version"])
      }
      for next in command.subcommands ?? [] where next.commandName != "help" {
        visit(next, words + [next.commandName])
      }
    }
    visit(dump.command, [])
    return found
  }()

  @Test("what a report calls an option is one of the command")
  func namesOptions() {
    let known = Set(Self.tables.flatMap(\.rows).map(\.name))
    #expect(known.isSuperset(of: KtrailOption.allCases.map(\.spelled)))
  }

  @Test("each command is in the table, with each of its options")
  func isComplete() {
    #expect(Self.declared.count > 10)
    for (command, options) in Self.declared {
      let tables = Self.tables.filter {
        $0.before.starts(with: command.split(separator: " ").map(String.init))
      }
      #expect(!tables.isEmpty, "option-pairs.txt has no section for \(command)")
      for table in tables {
        let named = Set(table.rows.map(\.name))
        #expect(
          named == options, "in the section \(table.testDescription) of option-pairs.txt")
        for (place, row) in table.rows.enumerated() {
          #expect(row.outcomes.count == place + 1, "\(table.testDescription): \(row.name)")
        }
      }
    }
  }

  @Test("combine, or are refused in a sentence that names one", arguments: tables)
  func pairs(_ table: Table) async {
    for (place, row) in table.rows.enumerated() {
      for (other, outcome) in zip(table.rows[...place], row.outcomes) {
        // Parsing without optimization takes its time; the tests that wait for programs have theirs.
        await Task.yield()
        let pair = "\(other.name) \(row.name)"
        guard let expected = Outcome(rawValue: outcome) else {
          Issue.record("\(table.testDescription): \(pair): \(outcome)")
          continue
        }
        let options = other.arguments + row.arguments
        let refusal = Self.refusal(of: table.before + options + table.after)
        switch expected {
        case .combines, .isRepeatable, .isSaid:
          #expect(refusal == nil, "\(table.testDescription): \(pair): \(refusal ?? "")")
        case .once:
          #expect(refusal?.contains("only once") ?? false, "\(table.testDescription): \(pair)")
        case .isRefused, .needsAnother:
          let names = [other.name, row.name]
          #expect(
            names.contains { refusal?.contains($0) ?? false }
              || (expected == .needsAnother && refusal != nil),
            "\(table.testDescription): \(pair): \(refusal ?? "taken")")
        }
      }
    }
  }

  /// What is said to arguments that are wrong usage; `nil` for those that are understood.
  static func refusal(of arguments: [String]) -> String? {
    do {
      try ArgumentCheck.check(arguments, of: Ktrail.self)
      // As the root does, but without looking at all other commands again.
      var (command, rest) = (Ktrail.self as any ParsableCommand.Type, arguments[...])
      while let word = rest.first,
        let next = command.configuration.subcommands.first(where: { $0._commandName == word })
      {
        (command, rest) = (next, rest.dropFirst())
      }
      if command.configuration.subcommands.isEmpty {
        _ = try command.parseAsRoot(Array(rest))
      } else {
        _ = try Ktrail.parseAsRoot(arguments)
      }
      return nil
    } catch {
      #expect(Ktrail.exitCode(for: error) == .validationFailure, "\(arguments)")
      return Ktrail.message(for: error)
    }
  }

  // MARK: Single values

  struct Value: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    /// What the refusal says; `nil` if the value is understood.
    let says: String?
    var testDescription: String { arguments.joined(separator: " ") }
    init(_ text: String, _ says: String?) {
      // "" stands for an empty word.
      arguments = text.split(separator: " ").map { $0 == "\"\"" ? "" : String($0) }
      self.says = says
    }
  }

  static let understood: [String] = [
    "fixes --since 2018 --until 2018",
    "fixes --since 2018-09-19 --until 2018-09-19",
    "fixes --matching x --format md",
    "fixes --matching x --format text",
    "fixes --matching x --format HTML",
    "fixes --missing-in v1 --limit 3",
    "fixes CVE-2018-16597",
    "fixes CVE-2018-16597 012345678901",
    "fixes https://lore.kernel.org/r/20190101123456.1-1-a@b.c",
    "fixes 012345678901 --in v4.4.157,v4.8 --in v4.9 -q",
    "fixes cve-2018-16597 --in v4.4.157",
    "fixes 012345678901 -q",
    "fixes --matching x --quiet --json",
    "compare a b --pager never --no-pager",
    "report a b --link-commits none --hyperlinks always",
    "fixes --cve 2018-16597",
    "fixes https://git.kernel.org/linus/012345678901",
    "fixes https://git.kernel.org/cgit/linux/kernel/git/torvalds/linux.git/commit/?id=012345678901",
    "compare a b --root / --rpm-dbpath x",
    "fixes --incomplete a b --root image",
    "fixes --for a b --rpm-dbpath x",
    "compare a b -o x.pdf --format markdown",
    "compare a b -o report",
    "compare a b -o kernel-4.4.157",
    "compare a b -o x.txt",
    "compare a b -o /dev/stdout",
    "compare a b -o a -o b",
    "compare a b -o x.html -o x.json -o md:- -o html:y",
    "compare a b -o json:report-4.4.157",
    "compare a b -o ./sariff:x -o a/b:c -o 10:30.txt",
    "report a b -o x.sarif -o x.sarif.json -o x.xml -o github:- -o github-summary:x.md",
    "report a b -o gitlab:x.json --at images/kernel.txt:3",
    "report a b --at ./a:b/kernel.txt:3 --format sarif",
    "report a b -o x.openvex.json -o y.vex.json -o x.cdx.json -o openvex:z.json --cve-data vulns",
    "report a b --format markdown --short",
    "report a b -o x.md -o x.html --short",
    "report a b -o x.md -o markdown-short:y.md",
    "report a b --format junit -o x.xml",
    "compare a b -o x.HTML",
    "compare a b -o x.md --format markdown",
    "bisect run --name a true --name b --name c",
    "bisect run true \"\"",
    "culprits a b -s x -s y --symptom z",
    "culprits a b -s x --explain 0123456",
    "culprits a b -s x --explain ABCDEF0",
    "fixes --matching x --limit=1",
    "fixes --matching x --limit=100000",
    "fixes --matching x --limit=9223372036854775807",
    "report a b --earlier-upgrades=0",
    "report a b --earlier-upgrades=5",
    "report a b --earlier-upgrades=9223372036854775807",
    "bisect run --repeat=1 true",
    "bisect run --repeat=9223372036854775807 true",
    "bisect start a b --flaky=0",
    "bisect start a b --flaky=0.5",
    "bisect start a b --flaky=1e-300",
    "bisect start a b --confidence=0.51",
    "bisect start a b --confidence=1",
    "report a b --fail-on suspect>0.3",
    "report a b --fail-on missing-fix",
    "report a b --fail-on unresolved>5%",
    "report a b --now 2026-12-31",
    "report a b --field change=CHG-1 --field approver= --field approver=Jane",
    "report a b --field a=b=c --json",
    "report a b --link-commits none -o r.md",
    "report a b --link-commits none --format markdown-short",
    "report a b --link-commits https://example.org/{id} --format html",
    "report a b --link-commits http://[::1]:8080/x?id={commit}&y#{id} --format markdown",
    "report a b --now 2024-02-29",
    "fixes --since 2018-09-19",
    "fixes --since 2018-09-19T12:00:00Z",
    "fixes --since 2018-09",
    "fixes --since 2018",
    "fixes --since v4.8",
    "fixes --since 9c1e7a4f0d2b",
  ]

  /// With what the refusal says.
  static let refused: [(String, String)] = [
    ("fixes --since 2019-01-01 --until 2018-12-31", "--since"),
    ("fixes --matching x --format pdf", "- markdown"),
    ("fixes --matching x --format git-fixes --json", "--json"),
    ("fixes --missing-in v1 --format git-fixes --all", "--all"),
    ("fixes --missing-in v1 --format git-fixes --limit 3", "--limit"),
    ("fixes 012345678901 --limit 3", "--limit"),
    ("fixes 012345678901 --all", "--all"),
    ("fixes --matching x --all", "--all"),
    ("compare a b -q --verbose", "--quiet"),
    ("compare a b --color no", "--color"),
    ("compare a b --hyperlinks=yes", "--hyperlinks"),
    ("compare a b --pager always", "--pager"),
    ("compare a b --pager auto --no-pager", "--no-pager"),
    ("culprits a b -s x --ask always -q", "--ask"),
    ("report a b --link-commits none --color always", "--link-commits"),
    ("fixes 012345678901 --quiet --in v4.4.157 --json", "--json"),
    ("fixes 012345678901 --in v4.4.157,", "--in"),
    ("fixes --cve 16597", "CVE-2018-16597"),
    ("compare a b --root \"\"", "--root"),
    ("fixes --for a..b --root image", "--root"),
    ("fixes --missing-in a --rpm-dbpath x", "--rpm-dbpath"),
    ("bisect replay --root image", "--root"),
    ("compare a b -o x.pdf", ".pdf"),
    ("compare a b -o x.csv", ".csv"),
    ("compare a b -o x.html --json", "--output"),
    ("compare a b -o x.md --format html", "--output"),
    ("compare a b -o a -o a", "only once"),
    ("compare a b -o a --output ./a", "only once"),
    ("compare a b -o - -o /dev/stdout", "Only one --output"),
    ("compare a b -o a -o b --json", "--json"),
    ("compare a b -o a -o b --format html", "--format"),
    ("compare a b -o htlm:a", "did you mean html"),
    ("compare a b -o pdf:a", "./pdf:a"),
    ("compare a b -o html:", "html:FILE"),
    ("compare a b -o html:x.md", "contradict"),
    ("compare a b -o html:x --format markdown", "contradict"),
    ("report a b -o sarif:x.html", "contradict"),
    ("report a b --format sariff", "- sarif"),
    ("report a b -o gitlab:x.json", "--at FILE:LINE"),
    ("report a b --format openvex", "--cve-data DIR"),
    ("report a b -o x.html -o x.cdx.json", "--cve-data DIR"),
    ("report a b --at x:1", "--at"),
    ("report a b --format junit --at x:1", "--at"),
    ("report a b --format sarif --at x", "images/kernel.txt:3"),
    ("report a b --format sarif --at x:0", "images/kernel.txt:3"),
    ("report a b --format sarif --at :3", "images/kernel.txt:3"),
    ("report a b --format sarif --at /etc/kernel:3", "root of your repository"),
    ("report a b --format sarif --at ../kernel:3", "root of your repository"),
    ("report a b --short", "--short"),
    ("report a b --format html --short", "--short"),
    ("compare a b --linux=x --linux y", "--linux"),
    ("compare a b --linux \"\"", "--linux"),
    ("compare a b --linux=", "--linux"),
    ("compare \"\" b", "empty"),
    ("fixes --touching \"\"", "--touching"),
    ("compare a b -- --linux", "Unexpected"),
    ("bisect run --name a --name b true", "--name"),
    ("bisect good --note \"\"", "--note"),
    ("bisect good --name a --name b", "--name"),
    ("bisect start a b --term-old x --term-good y --term-new z", "only once"),
    ("culprits a b -s x --explain 012345", "--explain"),
    ("culprits a b -s x --explain 01234567890123456789012345678901234567890", "--explain"),
    ("culprits a b -s x --explain xyzxyzx", "--explain"),
    ("culprits a b -s x --path /fs", "--path"),
    ("culprits a b -s x --subsystem .", "--subsystem"),
    ("fixes --touching ./", "--touching"),
    ("fixes --touching /fs", "--touching"),
    ("report a b --explain 0123456", "--symptom"),
    ("report a b --path fs", "--symptom"),
    ("fix 1", "did you mean fixes"),
    ("help fix", "did you mean fixes"),
    ("help bisect strat", "did you mean start"),
    ("compre a b", "did you mean compare"),
    ("qqqq", "compare, culprits, fixes, bisect, report, index"),
    ("fixes --matching x --limit=0", "--limit"),
    ("fixes --matching x --limit=-1", "--limit"),
    ("fixes --matching x --limit=9223372036854775808", "--limit"),
    ("fixes --matching x --limit=x", "--limit"),
    ("fixes --matching x --limit=1.5", "--limit"),
    ("fixes --matching x --limit=nan", "--limit"),
    ("report a b --earlier-upgrades=-1", "--earlier-upgrades"),
    ("report a b --earlier-upgrades=9223372036854775808", "--earlier-upgrades"),
    ("report a b --earlier-upgrades=x", "--earlier-upgrades"),
    ("bisect run --repeat=0 true", "--repeat"),
    ("bisect run --repeat=-1 true", "--repeat"),
    ("bisect run --repeat=1e3 true", "--repeat"),
    ("bisect run --repeat=9223372036854775808 true", "--repeat"),
    ("bisect start a b --flaky=-0.1", "--flaky"),
    ("bisect start a b --flaky=1", "--flaky"),
    ("bisect start a b --flaky=2", "--flaky"),
    ("bisect start a b --flaky=nan", "--flaky"),
    ("bisect start a b --flaky=inf", "--flaky"),
    ("bisect start a b --flaky=-inf", "--flaky"),
    ("bisect start a b --flaky=1e400", "--flaky"),
    ("bisect start a b --flaky=x", "--flaky"),
    ("bisect start a b --confidence=0.5", "--confidence"),
    ("bisect start a b --confidence=0", "--confidence"),
    ("bisect start a b --confidence=-1", "--confidence"),
    ("bisect start a b --confidence=1.1", "--confidence"),
    ("bisect start a b --confidence=nan", "--confidence"),
    ("bisect start a b --confidence=inf", "--confidence"),
    ("bisect start a b --confidence=1e400", "--confidence"),
    ("bisect start a b --confidence=x", "--confidence"),
    ("report a b --fail-on suspect>nan", "--fail-on"),
    ("report a b --fail-on suspect>inf", "--fail-on"),
    ("report a b --fail-on suspect>1e400", "--fail-on"),
    ("report a b --fail-on suspect>", "--fail-on"),
    ("report a b --fail-on x", "--fail-on"),
    ("report a b --fail-on risk>0.3", "risk is not a measure: it orders changes by size and kind"),
    ("report a b --hold-if risk", "risk is not a measure: it orders changes by size and kind"),
    ("report a b --conditions-if mising-fix", "did you mean missing-fix?"),
    ("report a b --fail-on suspect>0.3>0.4", "--fail-on"),
    ("report a b --now 9999999-01-01", "--now"),
    ("report a b --field x", "KEY=VALUE"),
    ("report a b --field =x", "KEY=VALUE"),
    ("report a b --field a<b=x", "KEY=VALUE"),
    ("report a b --field title=x --field Title=y", "title"),
    ("report a b --link-commits none", "--format html"),
    ("report a b --link-commits none --json", "--format html"),
    ("report a b --link-commits git.kernel.org/{id} --format html", "https://"),
    ("report a b --link-commits javascript:{id} --format html", "https://"),
    ("report a b --link-commits https://{id} --format html", "https://"),
    ("report a b --link-commits https://example.org --format html", "{commit}"),
    ("report a b --link-commits https://example.org/{hash}/{id} --format html", "no other braces"),
    ("report a b --link-commits https://example.org/\"{id} --format html", "%20"),
    ("report a b --now 2026-02-30", "--now"),
    ("report a b --now 2025-02-29", "--now"),
    ("report a b --now 2026-13-01", "--now"),
    ("report a b --now 2026-00-10", "--now"),
    ("report a b --now 2026", "--now"),
    ("report a b --now tomorrow", "--now"),
    ("fixes --since 2018-09-31", "--since"),
    ("fixes --since 2018-13", "--since"),
    ("fixes --since 2018-09-19T25:00Z", "--since"),
  ]

  static let values: [Value] =
    understood.map { Value($0, nil) } + refused.map { Value($0.0, $0.1) }

  @Test("of an option are understood, or refused in a sentence", arguments: values)
  func singleValues(_ value: Value) {
    let refusal = Self.refusal(of: value.arguments)
    if let says = value.says {
      #expect(refusal?.contains(says) ?? false, "\(refusal ?? "taken")")
    } else {
      #expect(refusal == nil)
    }
  }
}
