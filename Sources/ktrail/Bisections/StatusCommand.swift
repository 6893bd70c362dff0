import ArgumentParser
import Investigation

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows the state; changes nothing.",
    usage: "ktrail bisect status [<options>]",
    discussion: """
      Example:
        ktrail bisect status
      """)
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try $0.write(try $0.desk.session().status()) }
  }
}
