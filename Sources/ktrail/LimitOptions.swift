import ArgumentParser

/// How much of the lists in an answer is shown.
struct LimitOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "Show at most this many suspects, and entries or commits of each release, and how many more there are; JSON has all.",
      valueName: "count"))
  var limit: Int?

  func validate() throws { try Self.check(limit) }

  static func check(_ limit: Int?) throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }
}
