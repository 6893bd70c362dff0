import ArgumentParser
import ChangeModel
import Reports
import ToolSupport

/// How an answer is written and judged: what a command declares, which is no group of its own for the reason that
/// ``ConsoleOptions`` gives.
struct OutputOptions {
  static let strict: ArgumentHelp = "Exit with 2 if something was left unresolved."

  let format: FormatOptions
  let strict: Bool
  let console: ConsoleOptions

  /// Whether bare lines are wanted, as only a list of missing fixes can be written.
  var isForGitFixes: Bool { format.chosen.contains(.gitFixes) }

  /// Asks a question and writes its answer.
  ///
  /// - Parameters:
  ///   - forGitFixes: whether the answer can be written as git-fixes writes it.
  ///   - isQuiet: writes nothing; the exit code is all that is wanted.
  ///   - limit: how much of each list people are shown.
  ///   - allEntries: lists all entries of changelogs.
  ///   - pipelines: the place of findings, and whether Markdown is brief; `nil` for what no pipeline reads.
  ///   - links: where names lead to.
  ///   - judge: throws an exit code for an answer that is to fail the command, once it is written.
  func answer(
    forGitFixes: Bool = false, quietly isQuiet: Bool = false, limit: Int? = nil,
    allEntries: Bool = false,
    forPipelines pipelines: (place: (Report) -> SourcePosition?, isBrief: Bool)? = nil,
    links: Links = .standard,
    judging judge: (Report, Console) throws -> Void = { _, _ in },
    _ question: (Console) async throws -> Report
  ) async throws {
    try format.require(gitFixes: forGitFixes, ofUpgrades: pipelines != nil)
    let (report, console) = try await console.perform { console in
      let report = try await askingAgain { try await question(console) }
      console.clear()
      if !isQuiet {
        try format.write(
          report, on: console, limit: limit, allEntries: allEntries, links: links,
          brief: pipelines?.isBrief ?? false, at: pipelines?.place(report))
      }
      return (report, console)
    }
    try judge(report, console)
    if strict, !report.isComplete { throw ExitCode(2) }
  }
}
