import ArgumentParser
import ChangeModel
import Investigation

/// An answer in the user's own words; also what a mistyped subcommand is taken for.
struct AnswerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Answers in the words of --term-old and --term-new.",
    shouldDisplay: false)
  @Argument(help: "One of the two words, or skip.") var word: String?
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      guard let word else {
        // What is under way; the help, where there is nothing.
        guard try work.isUnderWay else { throw CleanExit.helpRequest(BisectCommand.self) }
        return try work.write(try work.desk.session().status())
      }
      let words = (try? work.desk.session())?.words
      let known = [words?.old ?? "good", words?.new ?? "bad", "skip"]
      guard known.contains(word) || ["old", "new"].contains(word) else {
        throw ValidationError(BisectCommand.unknown(word, answers: known).inert())
      }
      try await answer.give(word, work)
    }
  }
}
