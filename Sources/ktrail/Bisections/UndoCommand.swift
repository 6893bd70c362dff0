import ArgumentParser
import Investigation

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes back the last answer.",
    usage: "ktrail bisect undo [<options>]",
    discussion: """
      Example:
        ktrail bisect undo
      """)
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      let undone = try await work.desk.undo()
      let kernel = try work.desk.session().name(of: undone.commit)
      work.console.say("taken back: \(undone.word) \(kernel)")
      try await work.showNext()
    }
  }
}
