import ArgumentParser
import Investigation

struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Goes on with `run` where it was stopped, after a restart too.",
    usage: "ktrail bisect resume [<options>]",
    discussion: """
      For a bisection that was begun with --boot: what was being built, installed, booted or tested is gone on with, and \
      nothing is answered twice. `systemctl enable ktrail-bisect@NAME` does it after each restart.

      Example:
        ktrail bisect resume
      """)
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      let session = try work.desk.session()
      let run = try work.bootRun(session, testing: nil)
      try work.write(try await run.resume().status())
    }
  }
}
