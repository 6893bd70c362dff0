import ArgumentParser
import Bisection
import ChangeModel
import Investigation
import Reports

struct NextCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Says which kernel to test, and checks it out.",
    usage: "ktrail bisect next [<options>]",
    discussion: """
      Example:
        ktrail bisect next
      """)
  @Flag(help: "Check out the newest commit of the clone: the bug may be repaired there.")
  var newest = false
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      guard newest else { return try await work.showNext() }
      let view = try await work.desk.checkOutNext(newest: true)
      // The status is of the kernel to test, which is not the one that was checked out.
      try work.write(try view.session.status())
      guard let commit = view.session.record.newest?.short else { return }
      let (old, new) = view.session.words
      work.console.say(
        "\(commit) is \(view.directory.map { "checked out in \($0)" } ?? "to be tested"); then say "
          + "`\(ShellCommand.bisect(old, of: bisection.name).operand(commit))` or "
          + "`\(ShellCommand.bisect(new, of: bisection.name).operand(commit))`")
    }
  }
}
