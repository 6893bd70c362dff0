/// Asks the system's rpm for changelogs.
///
/// Names and paths always follow `--`, so none is taken for an option. `LC_ALL=C` keeps dates in
/// English. Signatures are not checked (`--nosignature`): another distribution's key is rarely
/// installed, nothing is run or installed, and the text is treated as a stranger's anyway. Digests
/// are checked, so a damaged file is told.
struct RpmQuery {
  struct Answer {
    /// `kernel-lt`
    let name: String
    /// `kernel-lt-4.4.157-1.el7.elrepo.x86_64`
    let fullName: String
    let changelog: [UInt8]
  }

  let programs: ProgramRunner
  let database: String?
  let sizeLimit: Int

  private static let identity = "%{NAME}\\t%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\\n"
  private static let namesLimit = 1 << 20

  /// The name that rpm reads a package by: rpm expands patterns and macros in the names of files, and splits them at
  /// blanks.
  private static let input = "/dev/stdin"

  func changelog(
    of package: ProgramRunner.Input, source: String
  ) async throws(ChangelogError) -> Answer {
    func query(_ what: [String], limit: Int) async throws(ChangelogError) -> ProgramRunner.Outcome {
      let outcome = try await run(
        ["-qp", "--nosignature"] + what + ["--", Self.input], input: package, source: source,
        limit: limit)
      switch outcome.failure {
      case .said(let line)?:
        throw .rpmFailed(source, .failed(.said(line.replacing(Self.input, with: source))))
      case let failure?: throw .rpmFailed(source, .failed(failure))
      case nil: return outcome
      }
    }
    let identity = try await query(["--queryformat", Self.identity], limit: Self.namesLimit)
    guard let package = Self.packages(identity.output).first else {
      throw .rpmFailed(source, .namesNoPackage)
    }
    let text = try await query(["--changelog"], limit: sizeLimit)
    return Answer(name: package.name, fullName: package.fullName, changelog: text.output)
  }

  func changelog(ofInstalled name: String) async throws(ChangelogError) -> Answer {
    let options = (database.map { ["--dbpath", $0] } ?? []) + ["-q"]
    let identity: ProgramRunner.Outcome
    do throws(ChangelogError) {
      identity = try await run(
        options + ["--queryformat", Self.identity, "--", name], source: name, limit: Self.namesLimit
      )
    } catch .missingTool {
      throw .noSuchOperand(name, rpmIsMissing: true)
    }
    if let failure = identity.failure {
      // rpm says so also where it has no database, as on a Debian machine. Not a reason to stop: the name may be a
      // revision.
      let answer = String(decoding: identity.output, as: UTF8.self)
      guard answer.contains("is not installed") else {
        throw .rpmFailed(name, .failed(failure))
      }
      throw .noSuchOperand(name)
    }
    let packages = Self.packages(identity.output)
    guard let package = packages.first else {
      throw .rpmFailed(name, .namesNoPackage)
    }
    guard packages.count == 1 else {
      throw .severalInstalled(name, packages.map(\.fullName))
    }
    let text = try await run(
      options + ["--changelog", "--", name], source: name, limit: sizeLimit)
    if let failure = text.failure { throw .rpmFailed(name, .failed(failure)) }
    return Answer(name: package.name, fullName: package.fullName, changelog: text.output)
  }

  private func run(
    _ arguments: [String], input: ProgramRunner.Input = .nothing, source: String, limit: Int
  ) async throws(ChangelogError) -> ProgramRunner.Outcome {
    try await programs.run(
      "rpm", arguments, input: input, purpose: "reading a package", source: source, limit: limit)
  }

  private static func packages(_ output: [UInt8]) -> [(name: String, fullName: String)] {
    String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t")
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  }
}
