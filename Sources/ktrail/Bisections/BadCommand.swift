import ArgumentParser

struct BadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bad", abstract: "The kernel is broken.",
    usage: "ktrail bisect bad [<revision>] [<options>]",
    discussion: """
      Examples:
        ktrail bisect bad
        ktrail bisect bad v4.4.150
      """, aliases: ["broken"])
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws { try await answer.give("bad", in: bisection) }
}
