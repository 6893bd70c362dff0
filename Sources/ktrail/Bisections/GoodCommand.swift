import ArgumentParser

struct GoodCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "good", abstract: "The kernel works.",
    usage: "ktrail bisect good [<revision>] [<options>]",
    discussion: """
      Examples:
        ktrail bisect good
        ktrail bisect good v4.4.140 --note "an hour of fio"
      """, aliases: ["fixed"])
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws { try await answer.give("good", in: bisection) }
}
