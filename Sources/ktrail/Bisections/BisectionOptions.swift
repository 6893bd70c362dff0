import ArgumentParser
import Reports

/// Which bisection, and how its status is written.
struct BisectionOptions: ParsableArguments {
  @Option(help: "Of several bisections, which one.", completion: .names(.bisections))
  var name = "default"
  @OptionGroup var format: FormatOptions
  @OptionGroup var console: ConsoleOptions

  func validate() throws { try format.require() }

  func perform(_ work: (BisectionWork) async throws -> Void) async throws {
    try await console.perform { try await work(BisectionWork(options: self, console: $0)) }
  }
}
