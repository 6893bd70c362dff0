import ArgumentParser

struct BadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bad", abstract: "The kernel is broken.", aliases: ["broken"])
  @OptionGroup var answer: AnswerArguments

  func run() async throws { try await answer.give("bad") }
}
