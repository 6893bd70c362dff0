internal import ChangeModel
import Text

/// Asks dpkg which packages are installed. Their changelogs are files, see ``RootDirectory``.
struct DpkgQuery {
  let programs: ProgramRunner
  let place: PackageDatabases.Place

  private static let tool = "dpkg-query"
  private static let format =
    "${db:Status-Abbrev}\\t${binary:Package}\\t${Package}\\t${Version}\\t${Pre-Depends}, ${Depends}\\n"
  private static let limit = 8 << 20

  struct Installed: Hashable {
    let package: DebianPackage
    /// With its architecture, where that is needed: `linux-libc-dev:amd64`.
    let fullName: String
  }

  enum Lookup {
    case installed([Installed])
    case not(PackageSearch.Answer)
  }

  /// Looks a package up by its name, with or without its architecture.
  func lookUp(_ name: String) async throws(ChangelogError) -> Lookup {
    // Others would be a pattern, or nothing (Debian Policy, 5.6.7).
    let isName = name.utf8.allSatisfy { byte in
      byte.isLetter || byte.isDigit || "+-.:".utf8.contains(byte)
    }
    guard isName, let first = name.utf8.first, first.isLetter || first.isDigit else {
      return .not(place == .none ? .noDatabase : .unknownName)
    }
    return try await ask(name, patterns: [name])
  }

  /// The installed packages that belong to a kernel.
  func kernels() async throws(ChangelogError) -> Lookup {
    try await ask("linux-*", patterns: ["linux-*", "proxmox-kernel*", "pve-kernel*"])
  }

  private func ask(
    _ name: String, patterns: [String]
  ) async throws(ChangelogError) -> Lookup {
    var options: [String] = []
    switch place {
    case .usual: break
    case .directory(let path): options = ["--admindir=\(path)"]
    case .none: return .not(.noDatabase)
    }
    let outcome: ProgramRunner.Outcome
    do throws(ChangelogError) {
      outcome = try await programs.run(
        Self.tool, options + ["--show", "--showformat", Self.format, "--"] + patterns,
        purpose: "asking for a package", source: name, limit: Self.limit)
    } catch .missingTool {
      return .not(.programMissing)
    }
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    let known = lines.compactMap(Self.read)
    let installed = known.filter(\.hasFiles).map(\.installed)
    if !installed.isEmpty { return .installed(installed) }
    switch outcome.failure {
    case .said(let line)? where line.contains("no packages found matching"):
      return .not(.unknownName)
    case let failure?: return .not(.failed(.failed(failure)))
    case nil:
      guard !known.isEmpty else { return .not(.failed(.namesNoPackage)) }
      return .not(known.contains(where: \.hasConfiguration) ? .onlyConfiguration : .unknownName)
    }
  }

  private struct Line {
    let installed: Installed
    let hasFiles, hasConfiguration: Bool
  }

  private static func read(_ line: Substring) -> Line? {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let state = parts[0].dropFirst().first else { return nil }
    return Line(
      installed: Installed(
        package: DebianPackage(name: parts[2], version: parts[3], depends: parts[4]),
        fullName: parts[1]),
      // Installed, unpacked, half-configured, or waiting for a trigger.
      hasFiles: "iUFWt".contains(state), hasConfiguration: state == "c")
  }
}
