import ArgumentParser
import Investigation

struct StartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Begins: OLD is good, NEW is bad.",
    usage: "ktrail bisect start <old> <new> [<options>]",
    discussion: """
      Examples:
        ktrail bisect start 4.4.121 4.4.157 --symptom symptom.txt
        ktrail bisect start 4.4.121..4.4.157 --no-checkout --packages-first
        ktrail bisect start 4.4.121 4.4.157 --boot bindeb-pkg --dry-run
      """)

  @OptionGroup var packages: PackageArguments
  @OptionGroup(title: "Booting kernels") var boots: BootOptions
  @OptionGroup var beginning: BeginningOptions
  @OptionGroup var bisection: BisectionOptions

  func validate() throws {
    try packages.requireOneStandardInput(besides: beginning.symptom)
    _ = try packages.bothKernels()
    if boots.boot != nil, beginning.setup.checkout || beginning.setup.noCheckout {
      throw ValidationError(
        "--boot builds in a work tree of its own; leave out --checkout and --no-checkout.")
    }
  }

  func run() async throws {
    let kernels = try packages.bothKernels()
    try await beginning.begin(
      bisection, [kernels.old, kernels.new], databases: packages.installed.databases,
      boots: boots
    ) {
      try await $0.beginBisection(kernels.old, kernels.new, $1)
    }
  }
}
