import ArgumentParser
import Bisection
import ChangeModel
import FoundationEssentials
import Investigation

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the bisections that are under way.",
    usage: "ktrail bisect list [<options>]",
    discussion: """
      Example:
        ktrail bisect list
      """)
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    try await console.perform { console in
      let store = BisectionStore(ProcessInfo.processInfo.environment)
      let names = store.names
      guard !names.isEmpty else {
        console.say("no bisection is under way; begin one with `ktrail bisect start OLD NEW`")
        return
      }
      for name in names {
        let line: String
        do {
          let record = try store.read(name)
          let answers = record.entries.count { $0.verdict != .skip }
          let skips = record.entries.count - answers
          line =
            "\(record.good.name) → \(record.bad.name)  \(answers.of("answer", "answers"))"
            + (skips > 0 ? ", \(skips.of("skip", "skips"))" : "")
            + (record.bootPlan.map { "  boots: \($0.recipe)\($0.host.map { " on \($0)" } ?? "")" }
              ?? "")
            + (record.clone.isEmpty ? "" : "  \(record.clone)")
        } catch {
          line = "\(Complaint(error))"
        }
        try Terminal.write("\(name)  \(line)".inert() + "\n")
      }
    }
  }
}
