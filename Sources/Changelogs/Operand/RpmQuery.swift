internal import ChangeModel
internal import FoundationEssentials

/// Asks the system's rpm for changelogs.
///
/// Names and paths always follow `--`, so none is taken for an option. `LC_ALL=C` keeps dates in
/// English. Signatures are not checked (`--nosignature`): another distribution's key is rarely
/// installed, nothing is run or installed, and the text is treated as a stranger's anyway. Digests
/// are checked, so a damaged file is told.
struct RpmQuery {
  struct Package: Hashable {
    /// `kernel-lt`
    let name: String
    /// `kernel-lt-4.4.157-1.el7.elrepo.x86_64`
    let fullName: String
  }

  struct Answer {
    let package: Package
    let changelog: [UInt8]
  }

  enum Lookup {
    case installed([Package])
    case not(PackageSearch.Answer)
  }

  let programs: ProgramRunner
  let sizeLimit: Int

  private static let tool = "rpm"

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
        throw .queryFailed(
          source, tool: Self.tool, .failed(.said(line.replacing(Self.input, with: source))))
      case let failure?: throw .queryFailed(source, tool: Self.tool, .failed(failure))
      case nil: return outcome
      }
    }
    let identity = try await query(["--queryformat", Self.identity], limit: Self.namesLimit)
    guard let package = Self.packages(identity.output).first else {
      throw .queryFailed(source, tool: Self.tool, .namesNoPackage)
    }
    let text = try await query(["--changelog"], limit: sizeLimit)
    return Answer(package: package, changelog: text.output)
  }

  /// Looks an installed package up by its name, with or without its version.
  func lookUp(
    _ name: String, in place: PackageDatabases.Place
  ) async throws(ChangelogError) -> Lookup {
    let outcome: ProgramRunner.Outcome
    do throws(ChangelogError) {
      guard let options = try await options(for: place, source: name) else {
        return .not(.noDatabase)
      }
      outcome = try await run(
        options + ["-q", "--queryformat", Self.identity, "--", name], source: name,
        limit: Self.namesLimit)
    } catch .missingTool {
      return .not(.programMissing)
    }
    guard let failure = outcome.failure else {
      let packages = Self.packages(outcome.output)
      return packages.isEmpty ? .not(.failed(.namesNoPackage)) : .installed(packages)
    }
    let answer = String(decoding: outcome.output, as: UTF8.self)
    return .not(answer.contains("is not installed") ? .unknownName : .failed(.failed(failure)))
  }

  func changelog(
    ofInstalled package: Package, called name: String, in place: PackageDatabases.Place
  ) async throws(ChangelogError) -> Answer {
    let options = try await options(for: place, source: name) ?? []
    let text = try await run(
      options + ["-q", "--changelog", "--", name], source: name, limit: sizeLimit)
    if let failure = text.failure {
      throw .queryFailed(name, tool: Self.tool, .failed(failure))
    }
    return Answer(package: package, changelog: text.output)
  }

  /// The installed packages that belong to a kernel.
  func kernels(in place: PackageDatabases.Place) async throws(ChangelogError) -> Lookup {
    do throws(ChangelogError) {
      guard let options = try await options(for: place, source: "kernel*") else {
        return .not(.noDatabase)
      }
      let outcome = try await run(
        options + ["-qa", "--queryformat", Self.identity, "--", "kernel*", "linux*"],
        source: "kernel*", limit: Self.namesLimit)
      if let failure = outcome.failure { return .not(.failed(.failed(failure))) }
      return .installed(Self.packages(outcome.output))
    } catch .missingTool {
      return .not(.programMissing)
    }
  }

  /// - Returns: `nil` if there is no database: rpm would make an empty one there.
  private func options(
    for place: PackageDatabases.Place, source: String
  ) async throws(ChangelogError) -> [String]? {
    switch place {
    case .none: return nil
    case .directory(let path): return ["--dbpath", path]
    case .usual:
      let outcome = try await run(["--eval", "%{_dbpath}"], source: source, limit: Self.namesLimit)
      guard outcome.failure == nil else { return [] }
      let path = String(decoding: outcome.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      guard path.hasPrefix("/") else { return [] }
      let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return files.isEmpty ? nil : []
    }
  }

  private func run(
    _ arguments: [String], input: ProgramRunner.Input = .nothing, source: String, limit: Int
  ) async throws(ChangelogError) -> ProgramRunner.Outcome {
    try await programs.run(
      Self.tool, arguments, input: input, purpose: "reading a package", source: source, limit: limit
    )
  }

  private static func packages(_ output: [UInt8]) -> [Package] {
    String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      return parts.count == 2 ? Package(name: parts[0], fullName: parts[1]) : nil
    }
  }
}
