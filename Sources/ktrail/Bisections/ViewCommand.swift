import ArgumentParser
import Investigation

struct ViewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Lists the commits that are left, most suspect first.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try $0.write(try $0.desk.session().status(suspects: .max)) }
  }
}
