import ChangeModel
import Foundation

@testable import Reports

extension FuzzTarget {
  private static var hostileTexts: [[UInt8]] {
    [
      .parts(
        "<script>alert(1)</script>", "[a](javascript:x) <https://x> www.x.y @a #1",
        "\u{1B}]0;x\u{07}",
        "| a | ``` **b**", "'\u{301}$(id)`id`", "\u{202E}\u{AD}\u{61C}\u{3164}\u{E0041}"),
      .parts("<\u{338}b>&lt;{{{x}}}\"'", "-x", "--help", "1. a", "a\nb\tc\r", "漢字\u{200B}"),
      .parts(String(repeating: "[", count: 200), String(repeating: "www.", count: 50)),
    ]
  }

  /// A report in which texts of strangers stand in every place that takes text.
  static let report = FuzzTarget("report", longest: 1024, triesInTests: 20) {
    hostileTexts
  } read: { input in
    var texts = HostileTexts(input.parts.map(\.text))
    for report in texts.reports {
      OutputPromise.terminal(report.rendered(as: .terminal))
      OutputPromise.painted(
        report.rendered(
          as: .terminal, style: TerminalStyle(width: 72, color: true, hyperlinks: true)))
      OutputPromise.markdown(report.rendered(as: .markdown))
      OutputPromise.html(report.rendered(as: .html))
      // A tab begins the line of a fix, and stands nowhere else.
      let lines = report.rendered(as: .gitFixes).split(separator: "\n")
      for line in lines {
        OutputPromise.terminal(String(line.hasPrefix("\t") ? line.dropFirst() : line))
      }
      for format in ReportFormat.allCases where format.isOfUpgrades && report.command == .report {
        OutputPromise.pipeline(report.rendered(as: format), format)
      }
      let object = OutputPromise.json(report.rendered(as: .json))
      let clone = object["clone"] as? [String: Any]
      demand(clone?["path"] as? String == report.clone?.path, "JSON does not give the text back")
    }
  }

  /// What a bisection says, with such texts.
  static let bisection = FuzzTarget("bisection", longest: 1024, triesInTests: 60) {
    hostileTexts
  } read: { input in
    for step in 0..<5 {
      var texts = HostileTexts(input.parts.map(\.text))
      let report = Report.bisection(texts.bisection(step))
      OutputPromise.terminal(report.rendered(as: .terminal))
      OutputPromise.painted(
        report.rendered(
          as: .terminal, style: TerminalStyle(width: 72, color: true, hyperlinks: true)))
      OutputPromise.markdown(report.rendered(as: .markdown))
      OutputPromise.html(report.rendered(as: .html))
      _ = OutputPromise.json(report.rendered(as: .json))
    }
  }

  /// A word, and a command of several, quoted for a shell.
  static let shell = FuzzTarget("shell", longest: 256) {
    hostileTexts
      + ["", "-", "--", "~a", "a=b", "a\n", "\0", "!x", "{a,b}", "%s\\n"].map { Array($0.utf8) }
  } read: { input in
    let words = input.parts.map(\.text)
    for word in words where !word.utf8.contains(0) {
      OutputPromise.shell(word.shellWord, means: [word])
    }
    let command = ShellCommand("ktrail", "x").option("--name", words[0])
    guard !words.contains(where: { $0.utf8.contains(0) }) else { return }
    let operands = Array(words.dropFirst())
    let text = operands.reduce(command) { $0.operand($1) }.description
    let isOption = words[0].utf8.first == UInt8(ascii: "-")
    let end = operands.contains { $0.utf8.first == UInt8(ascii: "-") && $0 != "-" }
    OutputPromise.shell(
      text,
      means: ["ktrail", "x"] + (isOption ? ["--name=\(words[0])"] : ["--name", words[0]])
        + (end ? ["--"] : []) + operands)
  }
}
