import ArgumentParser
import ChangeModel
import Investigation

struct ResetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Forgets the bisection, and removes its work tree.",
    usage: "ktrail bisect reset [<options>]",
    discussion: """
      Example:
        ktrail bisect reset
      """)
  @OptionGroup var bisection: BisectionOptions

  func validate() throws { try bisection.format.requireNone(for: "bisect reset") }

  func run() async throws {
    try await bisection.perform { work in
      for outcome in try await work.desk.reset() {
        try Terminal.write(outcome.sentence(bisection.name).inert() + "\n")
      }
    }
  }
}
