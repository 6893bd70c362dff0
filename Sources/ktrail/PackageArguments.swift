import ArgumentParser

/// The two packages that most questions are about.
struct PackageArguments: ParsableArguments {
  @Argument(help: "The package that worked, or is in use.") var old: String
  @Argument(help: "The package that is in question.") var new: String

  func validate() throws { try requireOneStandardInput() }

  /// Standard input can be read only once, be it for a package or for symptoms.
  func requireOneStandardInput(besides symptoms: [String] = []) throws {
    try Self.requireOneStandardInput(among: [old, new] + symptoms)
  }

  static func requireOneStandardInput(among operands: [String]) throws {
    if operands.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input (-) can be given only once.")
    }
  }
}
