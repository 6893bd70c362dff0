import ArgumentParser
import Bisection
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
      try await removeKernels(work)
      for outcome in try await work.desk.reset() {
        try Terminal.write(outcome.sentence(bisection.name).inert() + "\n")
      }
    }
  }

  /// Removes from the machine what was installed for this bisection, as far as its recipe can still be read.
  private func removeKernels(_ work: BisectionWork) async throws {
    guard let session = try? work.desk.session(), session.record.bootPlan != nil,
      let run = try? work.bootRun(session, testing: nil)
    else { return }
    let left = try await run.uninstallAll()
    if left > 0 {
      work.console.say(
        "\(left.of("kernel is", "kernels are")) still installed; remove what is not needed by hand")
    }
  }
}
