import ArgumentParser

struct GoodCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "good", abstract: "The kernel works.", aliases: ["fixed"])
  @OptionGroup var answer: AnswerArguments

  func run() async throws { try await answer.give("good") }
}
