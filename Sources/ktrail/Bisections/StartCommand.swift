import ArgumentParser
import Investigation

struct StartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Begins: OLD is good, NEW is bad.")

  @OptionGroup var packages: PackageArguments
  @OptionGroup var beginning: BeginningOptions

  func validate() throws { try packages.requireOneStandardInput(besides: beginning.symptom) }

  func run() async throws {
    try await beginning.begin([packages.old, packages.new]) {
      try await $0.beginBisection(packages.old, packages.new, $1)
    }
  }
}
