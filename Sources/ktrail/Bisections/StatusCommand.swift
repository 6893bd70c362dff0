import ArgumentParser
import Investigation

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows the state; changes nothing.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try $0.write(try $0.desk.session().status()) }
  }
}
