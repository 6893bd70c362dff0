import ArgumentParser
import ChangeModel
import Investigation
import Reports

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Looks at the clone, its index and this machine, and says what is missing and what brings it.",
    discussion: """
      Nothing is written, indexed or fetched. With OLD and NEW it also says what each would be taken for, and whether the \
      clone has it. What is missing comes with the command that brings it.

      Exit codes: 0 nothing is missing, 1 it could not be done, 3 something is missing, 4 something could not be looked at. \
      What is there only in part, so that answers say less, counts with --strict (2).

      Examples:
        ktrail doctor --linux ~/linux
        ktrail doctor 4.4.121 4.4.157 --linux ~/linux
        ktrail doctor 4.4.121 4.4.157 --linux ~/linux --json
      """)

  @Argument(help: "The package or kernel that worked, or is in use; or both as A..B.")
  var old: String?
  @Argument(help: "The package or kernel that is in question.")
  var new: String?
  @OptionGroup(title: "Where installed packages are") var installed: DatabaseOptions
  @OptionGroup var clone: CloneOptions
  @OptionGroup var format: FormatOptions
  @Flag(help: OutputOptions.strict) var strict = false
  @OptionGroup var console: ConsoleOptions

  private var output: OutputOptions {
    OutputOptions(format: format, strict: strict, console: console)
  }

  func validate() throws {
    if old == nil { try installed.requireNone("goes with OLD and NEW, which may be installed.") }
    try PackageArguments.requireOneStandardInput(among: [old, new].compactMap(\.self))
  }

  func run() async throws {
    let kernels = old.flatMap { AskedKernels($0, new) }
    try await output.answer(judging: Self.judge) { console in
      .checkup(
        await clone.investigation(console, databases: installed.databases).checkup(
          of: kernels, choice: clone.choice, settings: SettingsFiles().checks,
          commit: VersionCommand.commit))
    }
  }

  private static func judge(_ report: Report, _: Console) throws {
    guard case .checkup(let checkup) = report else { return }
    if checkup.count(.missing) > 0 { throw ExitCode(3) }
    if checkup.count(.unknown) > 0 { throw ExitCode(4) }
  }
}

extension CloneOptions {
  /// How the clone was chosen.
  var choice: CloneChoice {
    if let setting = Settings.inUse.first(where: { $0.option == "linux" }) {
      return .setting("\(setting.origin)")
    }
    return linux == nil ? .directory : .option
  }
}

extension SettingsFiles {
  fileprivate var checks: [Check] {
    overview.map { Check(.settings(path: $0.path, isThere: $0.isThere), .ok) }
  }
}
