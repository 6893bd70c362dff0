extension Command {
  /// Whether ``killed(after:_:)`` can be used.
  public static var canKill: Bool { installed("timeout") != nil }

  /// Runs ktrail until it ends, or kills it with no chance to tidy up.
  ///
  /// - Returns: an exit code of 137 or -9 if it was killed.
  public static func ktrail(
    _ arguments: [String], killedAfter seconds: Double
  ) async throws -> Command {
    try await run("timeout", ["-s", "KILL", "\(seconds)", ktrail] + arguments)
  }
}
