import ArgumentParser
import ChangeModel

struct BisectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bisect",
    abstract: "Finds the first bad commit, testing as few kernels as possible.",
    discussion: """
      Each test is chosen by the information its answer is expected to give, given how suspect each commit is. With true \
      answers it never needs more than two tests beyond plain bisection, however wrong the suspicion was.

      Without a subcommand it shows the state of the bisection that is under way.

      Examples:
        ktrail bisect start 4.4.121 4.4.157 --symptom symptom.txt
        ktrail bisect good
        ktrail bisect run ./boots-and-passes.sh
        ktrail bisect start 4.4.121 4.4.157 --boot mine.toml
      """,
    subcommands: [
      StartCommand.self, NextCommand.self, GoodCommand.self, BadCommand.self, SkipCommand.self,
      StatusCommand.self, ListCommand.self, UndoCommand.self, LogCommand.self, ReplayCommand.self,
      RunCommand.self, ResumeCommand.self, RecipesCommand.self, ViewCommand.self,
      ResetCommand.self, TermsCommand.self, AnswerCommand.self,
    ], defaultSubcommand: AnswerCommand.self)

  /// A word that is not a subcommand was taken for an answer.
  static func unknown(_ word: String, answers: [String]) -> String {
    let subcommands = configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .map { $0._commandName }
    let all = subcommands + answers.filter { !subcommands.contains($0) }
    let begun = all.filter { $0.hasPrefix(word) }
    let near =
      Vocabulary.bisect[word.lowercased()].map { [$0] }
      ?? (begun.isEmpty ? all.nearest(to: word) : begun)
    return
      "\"\(word)\" is neither a subcommand of bisect nor an answer (\(answers.joined(separator: ", ")))"
      + (near.isEmpty
        ? "; the subcommands are \(subcommands.joined(separator: ", "))."
        : "; did you mean \(near.joined(separator: " or "))?")
  }
}
