import ArgumentParser

/// Which bisection, and how it is written.
struct BisectionOptions: ParsableArguments {
  @Option(help: "Of several bisections, which one.") var name = "default"
  @Flag(help: "Write JSON.") var json = false
  @OptionGroup var console: ConsoleOptions

  func perform(_ work: (BisectionWork) async throws -> Void) async throws {
    try await console.perform { try await work(BisectionWork(options: self, console: $0)) }
  }

  /// For an answer that has one form only.
  func requireNoJSON(_ what: String) throws {
    if json { throw ValidationError("\(what) has no JSON form; leave out --json.") }
  }
}
