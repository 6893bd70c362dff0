import ArgumentParser
import Investigation

/// The kernel that an answer is about, and what to remember of it.
struct AnswerArguments: ParsableArguments {
  @Argument(
    help: "The kernel that was tested; default: the one to test.", completion: .names(.revisions))
  var revision: String?
  @Option(help: "Something to remember of this test.") var note: String?

  /// - Parameter word: of those that the bisection was begun with, or `skip`.
  func give(_ word: String, in bisection: BisectionOptions) async throws {
    try await bisection.perform { try await give(word, $0) }
  }

  func give(_ word: String, _ work: BisectionWork) async throws {
    EndingSignals.requireNone()
    try await work.desk.answer(word, revision, note: note)
    // Whatever becomes of the rest, the answer is kept.
    try await work.showNext()
  }
}
