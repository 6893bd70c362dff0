import ArgumentParser
import Investigation

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Prints what `git bisect replay` reads.",
    usage: "ktrail bisect log [<options>]",
    discussion: """
      Example:
        ktrail bisect log
      """)
  @OptionGroup var bisection: BisectionOptions

  func validate() throws { try bisection.format.requireNone(for: "bisect log") }

  func run() async throws {
    try await bisection.perform { try Terminal.write(try $0.desk.session().log()) }
  }
}
