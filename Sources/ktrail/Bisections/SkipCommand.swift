import ArgumentParser

struct SkipCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "The kernel does not build, or does not boot far enough.",
    usage: "ktrail bisect skip [<revision>] [<options>]",
    discussion: """
      Example:
        ktrail bisect skip
      """)
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws { try await answer.give("skip", in: bisection) }
}
