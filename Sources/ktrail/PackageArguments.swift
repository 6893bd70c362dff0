import ArgumentParser
import Investigation

/// The two packages that most questions are about.
struct PackageArguments: ParsableArguments {
  @Argument(
    help: "The package or kernel that worked, or is in use; or both as A..B.",
    completion: .names(.kernels))
  var old: String
  @Argument(
    help:
      "The package or kernel that is in question. Without it, OLD is that one, and the running kernel the old one.",
    completion: .names(.kernels))
  var new: String?
  @OptionGroup(title: "Where installed packages are") var installed: DatabaseOptions

  /// OLD and NEW as they were given, as a range, or with the running kernel for OLD.
  func kernels() throws -> AskedKernels {
    guard let kernels = AskedKernels(old, new) else {
      throw ValidationError("Give two kernels: the running one is not known.")
    }
    return kernels
  }

  /// Both ends, where the running kernel is neither.
  func bothKernels() throws -> AskedKernels {
    let kernels = try kernels()
    guard !kernels.assumesRunning else {
      throw ValidationError(
        "Missing expected argument '<new>': give the good and the bad kernel, or GOOD..BAD.")
    }
    return kernels
  }

  func validate() throws { try requireOneStandardInput() }

  /// Standard input can be read only once, be it for a package or for symptoms.
  func requireOneStandardInput(besides symptoms: [String] = []) throws {
    try Self.requireOneStandardInput(among: [old, new].compactMap(\.self) + symptoms)
  }

  static func requireOneStandardInput(among operands: [String]) throws {
    if operands.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input (-) can be given only once.")
    }
  }
}
