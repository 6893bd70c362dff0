import ArgumentParser
import Investigation

struct TermsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terms", abstract: "Prints the words for kernels without and with the change.",
    usage: "ktrail bisect terms [<options>]",
    discussion: """
      Example:
        ktrail bisect terms
      """)
  @OptionGroup var bisection: BisectionOptions

  func validate() throws { try bisection.format.requireNone(for: "bisect terms") }

  func run() async throws {
    try await bisection.perform { work in
      let words = try work.desk.session().words
      try Terminal.write("\(words.old)\n\(words.new)\n")
    }
  }
}
