internal import ChangeModel
internal import Foundation
import Text

/// Turns what a user names into a changelog.
///
/// `-` is standard input; a path that exists is taken by its content, never by its name; anything
/// else is asked of rpm as the name of an installed package. The content may be an `.rpm`, a text
/// packed with gzip, xz or zstd, or the text of any layout that ``ChangelogParser`` reads.
public struct PackageOperand: Sendable {
  private let rpm: RpmQuery
  private let unpacker: Unpacker
  private let standardInput: Int32
  private let sizeLimit: Int

  /// - Parameters:
  ///   - rpmDatabase: Directory of the rpm database; `nil` for the system's.
  ///   - searchPath: Where to look for `rpm`, `gzip`, `xz` and `zstd`, as `PATH` has it; `nil` for
  ///     `PATH` itself.
  ///   - standardInput: The descriptor that `-` reads.
  ///   - patience: How long a program is waited for.
  ///   - sizeLimit: The most bytes of a changelog, packed or not; by default forty times the
  ///     largest known.
  public init(
    rpmDatabase: String? = nil, searchPath: String? = nil, standardInput: Int32 = 0,
    patience: Duration = .seconds(120), sizeLimit: Int = 512 << 20
  ) {
    let programs = ProgramRunner(searchPath: searchPath, patience: patience)
    rpm = RpmQuery(programs: programs, database: rpmDatabase, sizeLimit: sizeLimit)
    self.sizeLimit = sizeLimit
    unpacker = Unpacker(programs: programs)
    self.standardInput = standardInput
  }

  /// Reads the operand's changelog and says what it was taken for.
  ///
  /// - Throws: ``ChangelogError/noSuchOperand(_:rpmIsMissing:)`` when it is neither file nor
  ///   package, so it may still be a revision of the clone; any other error when it is there and
  ///   cannot be used.
  public func read(_ argument: String) async throws(ChangelogError) -> PackageChangelog {
    guard !argument.isEmpty, !argument.utf8.contains(0) else { throw .impossibleName(argument) }
    if argument == "-" {
      let bytes: [UInt8]
      do throws(ReadFailure) {
        bytes = try OpenFile(borrowing: standardInput).readAll(limit: sizeLimit)
      } catch {
        throw ChangelogError(error, source: "standard input")
      }
      return try await read(bytes, source: "standard input")
    }
    if let file = try InputFile(path: argument) {
      if try file.startsWith(Magic.rpm) {
        let opened = try file.opened()
        let answer = try await rpm.changelog(of: .file(opened.descriptor), source: argument)
        _ = consume opened  // open until then
        return try package(answer, source: argument)
      }
      return try await read(try file.readAll(limit: sizeLimit), source: argument)
    }
    return try await readInstalled(argument)
  }

  private func read(
    _ bytes: [UInt8], source: String
  ) async throws(ChangelogError) -> PackageChangelog {
    if bytes.starts(with: Magic.rpm) {
      return try package(try await rpm.changelog(of: .bytes(bytes), source: source), source: source)
    }
    guard let packing = Packing(magicOf: bytes) else {
      return try dump(bytes, source: source, packing: nil)
    }
    let text = try await unpacker.unpack(bytes, packing, source: source, limit: sizeLimit)
    return try dump(text, source: source, packing: packing)
  }

  private func dump(
    _ bytes: [UInt8], source: String, packing: Packing?
  ) throws(ChangelogError) -> PackageChangelog {
    let (changelog, layout) = try ChangelogParser(source: source).parseWithLayout(bytes)
    var takenFor = layout.title
    if layout.leavesDialectOpen, changelog.dialect != .plain {
      takenFor += ", \(changelog.dialect.rawValue)"
    }
    if let packing { takenFor += " (\(packing.tool))" }
    let name = changelog.packageName ?? Self.packageName(fromPath: source, of: changelog)
    return PackageChangelog(changelog: changelog.named(name), takenFor: takenFor)
  }

  /// `kernel-lt` of `…/kernel-lt-4.4.157-1.el7.elrepo.x86_64.changelog`, if 4.4.157-1 is what the
  /// newest heading says.
  private static func packageName(fromPath path: String, of changelog: Changelog) -> String? {
    guard let version = changelog.newestVersion else { return nil }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let range = file.range(of: "-" + version), range.lowerBound > file.startIndex else {
      return nil
    }
    return String(file[..<range.lowerBound])
  }

  private func readInstalled(_ name: String) async throws(ChangelogError) -> PackageChangelog {
    guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw .impossibleName(name)
    }
    // No package's name has a slash: this is the path of a file that is not there.
    guard !name.utf8.contains(UInt8(ascii: "/")) else { throw .noSuchOperand(name) }
    let answer = try await rpm.changelog(ofInstalled: name)
    return try package(answer, source: name, isInstalled: true)
  }

  private func package(
    _ answer: RpmQuery.Answer, source: String, isInstalled: Bool = false
  ) throws(ChangelogError) -> PackageChangelog {
    let changelog: Changelog
    do throws(ChangelogError) {
      changelog = try ChangelogParser(source: source).parse(answer.changelog)
    } catch .empty, .noChangelog {
      throw .packageWithoutChangelog(source)
    }
    var takenFor =
      isInstalled
      ? "installed package \(answer.fullName) (rpm -q --changelog)"
      : "package file \(answer.fullName) (rpm -qp --changelog)"
    if changelog.dialect != .plain { takenFor += ", \(changelog.dialect.rawValue)" }
    return PackageChangelog(changelog: changelog.named(answer.name), takenFor: takenFor.inert())
  }
}

/// How files start that are not text.
enum Magic {
  static let rpm: [UInt8] = [0xED, 0xAB, 0xEE, 0xDB]
}

extension ChangelogLayout {
  /// What a text of this layout is called.
  fileprivate var title: String {
    switch self {
    case .rpm: "rpm changelog dump"
    case .spec: "%changelog of a spec file"
    case .suseChanges: "SUSE .changes file"
    case .debian: "Debian changelog"
    case .kernelOrg: "kernel.org ChangeLog"
    }
  }

  fileprivate var leavesDialectOpen: Bool {
    switch self {
    case .rpm, .spec: true
    case .suseChanges, .debian, .kernelOrg: false
    }
  }
}

extension Changelog {
  fileprivate func named(_ name: String?) -> Changelog {
    Changelog(
      source: source, dialect: dialect, packageName: name, releases: releases, warnings: warnings)
  }
}
