public import ChangeModel
import Text

/// Turns what a user names into a changelog.
///
/// `-` is standard input; a path that exists is taken by its content, never by its name; anything
/// else is asked of rpm and dpkg as the name of an installed package. The content may be an `.rpm`,
/// a `.deb`, a text packed with gzip, xz or zstd, or the text of any layout that
/// ``ChangelogParser`` reads.
public struct PackageOperand: Sendable {
  let databases: PackageDatabases
  let programs: ProgramRunner
  let rpm: RpmQuery
  let sizeLimit: Int
  private let unpacker: Unpacker
  private let standardInput: Int32

  /// - Parameters:
  ///   - databases: Where installed packages are looked up.
  ///   - searchPath: Where to look for `rpm`, `dpkg-deb`, `dpkg-query`, `gzip`, `xz` and `zstd`, as
  ///     `PATH` has it; `nil` for `PATH` itself.
  ///   - standardInput: The descriptor that `-` reads.
  ///   - patience: How long a program is waited for.
  ///   - sizeLimit: The most bytes of a changelog, packed or not; by default forty times the
  ///     largest known.
  public init(
    databases: PackageDatabases = PackageDatabases(), searchPath: String? = nil,
    standardInput: Int32 = 0, patience: Duration = .seconds(120), sizeLimit: Int = 512 << 20
  ) {
    self.databases = databases
    programs = ProgramRunner(searchPath: searchPath, patience: patience)
    rpm = RpmQuery(programs: programs, sizeLimit: sizeLimit)
    self.sizeLimit = sizeLimit
    unpacker = Unpacker(programs: programs)
    self.standardInput = standardInput
  }

  /// Reads the operand's changelog and says what it was taken for.
  ///
  /// - Throws: ``ChangelogError/noSuchOperand(_:_:)`` when it is neither file nor
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
      for (magic, reader) in packageReaders where try file.startsWith(magic) {
        let opened = try file.opened()
        let package = try await reader(.file(opened.descriptor), argument)
        _ = consume opened  // open until then
        return package
      }
      return try await read(try file.readAll(limit: sizeLimit), source: argument)
    }
    return try await readInstalled(argument)
  }

  private typealias Reader =
    (ProgramRunner.Input, String) async throws(ChangelogError) -> PackageChangelog

  /// Packages are told by how they start.
  private var packageReaders: [(magic: [UInt8], reader: Reader)] {
    [(Magic.rpm, rpmFile), (Magic.deb, debFile)]
  }

  private func read(
    _ bytes: [UInt8], source: String
  ) async throws(ChangelogError) -> PackageChangelog {
    for (magic, reader) in packageReaders where bytes.starts(with: magic) {
      return try await reader(.bytes(bytes), source)
    }
    let (text, packing) = try await unpacked(bytes, source: source)
    return try dump(text, source: source, packing: packing)
  }

  func unpacked(
    _ bytes: [UInt8], source: String
  ) async throws(ChangelogError) -> (text: [UInt8], packing: Packing?) {
    guard let packing = Packing(magicOf: bytes) else { return (bytes, nil) }
    let text = try await unpacker.unpack(bytes, packing, source: source, limit: sizeLimit)
    return (text, packing)
  }

  private func dump(
    _ bytes: [UInt8], source: String, packing: Packing?
  ) throws(ChangelogError) -> PackageChangelog {
    let (changelog, layout) = try ChangelogParser(source: source).parseWithLayout(bytes)
    var takenFor = layout.title(of: changelog)
    if let packing { takenFor += " (\(packing.tool))" }
    let name = changelog.packageName ?? Self.packageName(fromPath: source, of: changelog)
    return PackageChangelog(changelog: changelog.named(name), takenFor: takenFor)
  }

  /// `kernel-lt` of `…/kernel-lt-4.4.157-1.el7.elrepo.x86_64.changelog`, if 4.4.157-1 is what the
  /// newest heading says.
  private static func packageName(fromPath path: String, of changelog: Changelog) -> String? {
    guard let version = changelog.newestVersion else { return nil }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let range = file.firstRange(of: "-" + version), range.lowerBound > file.startIndex else {
      return nil
    }
    return String(file[..<range.lowerBound])
  }
}

/// How files start that are not text.
enum Magic {
  static let rpm: [UInt8] = [0xED, 0xAB, 0xEE, 0xDB]
  /// An archive of ar whose first member says that it is a package (deb(5)).
  static let deb = Array("!<arch>\ndebian-binary".utf8)
}

extension ChangelogLayout {
  /// What a text of this layout is called.
  private func kind(of changelog: Changelog) -> String {
    switch self {
    case .rpm: "rpm changelog dump"
    case .spec: "%changelog of a spec file"
    case .suseChanges: "SUSE .changes file"
    case .debian: changelog.dialect == .ubuntu ? "Ubuntu changelog" : "Debian changelog"
    case .git(let list):
      changelog.dialect == .kernelOrg ? changelog.dialect.rawValue : list.title
    case .releaseNotes(let notes):
      "release notes" + (notes.vendor.map { " of \($0.rawValue)" } ?? "")
    case .version(let text): text.form.rawValue
    }
  }

  /// With the dialect, where the layout does not determine it.
  func title(of changelog: Changelog) -> String {
    let dialect = changelog.dialect
    let kind = kind(of: changelog)
    return leavesDialectOpen && dialect != .plain ? "\(kind), \(dialect.rawValue)" : kind
  }

  private var leavesDialectOpen: Bool {
    switch self {
    case .rpm, .spec: true
    case .suseChanges, .debian, .git, .releaseNotes, .version: false
    }
  }
}

extension Changelog {
  func named(_ name: String?) -> Changelog {
    Changelog(
      source: source, dialect: dialect, packageName: name, releases: releases, warnings: warnings)
  }
}
