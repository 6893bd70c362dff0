import ArgumentParser
import Investigation
import Text

struct AskOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Whether to ask you where it is, with at most three questions: auto, never, always.",
      discussion:
        "auto asks on a terminal, where the first suspect has less than half and the answer would tell much; not for --json. Questions go to standard error.",
      valueName: "when"))
  var ask = Occasion.auto

  /// Refuses to ask where nobody can answer, before anything waits for standard input.
  ///
  /// - Parameter inputs: operands and symptoms, of which `-` takes standard input away from the answers.
  func requireTerminal(besides inputs: [String], _ console: ConsoleOptions) throws {
    guard ask == .always else { return }
    if console.quiet { throw ValidationError("--ask always and --quiet contradict each other.") }
    if inputs.contains("-") {
      throw ValidationError(
        "--ask always needs standard input for your answers; put what you pass as - into a file.")
    }
    guard Terminal.canAsk else {
      throw ValidationError(
        "--ask always needs a terminal to ask on; say what you know with --likely or --subsystem."
      )
    }
  }

  /// Who is asked; `nil` where nobody is.
  ///
  /// - Parameter isForProgram: whether a program reads the answer, which would wait for ever.
  func interviewee(
    inputs: [String], isForProgram: Bool, _ console: Console
  ) -> Interviewee? {
    guard
      ask == .always
        || ask == .auto && !isForProgram && !inputs.contains("-") && !console.isQuiet
          && Terminal.canAsk
    else { return nil }
    let conversation = Conversation(console: console)
    return Interviewee(isAskedAlways: ask == .always) { conversation.answer(to: $0, $1) }
  }
}

extension Terminal {
  /// Whether questions can be seen and answered: by somebody at a terminal, from the foreground.
  static var canAsk: Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
      // A job in the background would be stopped at the first question.
      && tcgetpgrp(STDIN_FILENO) == getpgrp()
  }
}
