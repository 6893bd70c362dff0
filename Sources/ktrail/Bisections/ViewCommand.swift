import ArgumentParser
import Investigation

struct ViewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Lists the commits that are left, most suspect first.",
    usage: "ktrail bisect view [<options>]",
    discussion: """
      Example:
        ktrail bisect view -n 20
      """)
  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("List at most this many.", valueName: "count"))
  var limit: Int?
  @OptionGroup var bisection: BisectionOptions

  func validate() throws { try LimitOptions.check(limit) }

  func run() async throws {
    try await bisection.perform {
      try $0.write(try $0.desk.session().status(suspects: limit ?? .max))
    }
  }
}
