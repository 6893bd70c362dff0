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
      work.console.say("taken back: \(undone.word) \(undone.commit)")
      try await work.showNext()
    }
  }
}
