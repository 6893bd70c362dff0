import ArgumentParser

@main
struct Ktrail: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "ktrail",
    abstract: "Follows the trail from a kernel package to the commit that broke you.",
    discussion: """
      OLD and NEW are a saved `rpm -q --changelog` (plain, .gz, .xz, .zst, or - for standard \
      input), an .rpm, the name of an installed package, a .spec, a Debian changelog, a kernel.org \
      ChangeLog, or with a clone a kernel version or revision.

      Answers go to standard output, everything else to standard error. Exit codes: 0 done, \
      1 could not, 2 done in part (with --strict), 3 done and judged to fail (with --fail-on), 64 wrong usage.
      """,
    version: version,
    subcommands: [
      CompareCommand.self, CulpritsCommand.self, FixesCommand.self, BisectCommand.self,
      ReportCommand.self,
      IndexCommand.self,
    ])
}
