import Text

/// Reads package files of Debian through dpkg-deb.
///
/// The file is shown to it as standard input, so its name is never an option. What it holds comes as archives of tar that
/// are read as they come: nothing is unpacked to disk, and control scripts are never seen.
struct DebQuery {
  struct Answer {
    let package: DebianPackage
    let documentation: DebDocumentation
  }

  let programs: ProgramRunner
  /// The most bytes of all changelogs in a package.
  let sizeLimit: Int

  private static let tool = "dpkg-deb"
  private static let input = "/dev/stdin"
  private static let largestControl = 1 << 20
  /// Unpacked; those with debug symbols have some 6 GiB.
  private static let largestPackage = 16 << 30

  func read(
    _ input: ProgramRunner.Input, source: String
  ) async throws(ChangelogError) -> Answer {
    let control = try await scan(
      "--ctrl-tarfile", input, source: source,
      DebFiles(limit: Self.largestControl) { $0 == "control" })
    guard let bytes = control.files["control"], let package = DebianPackage(control: bytes) else {
      throw .queryFailed(source, tool: Self.tool, .namesNoPackage)
    }
    let files = try await scan(
      "--fsys-tarfile", input, source: source,
      DebFiles(limit: sizeLimit, wanted: DebDocumentation.mayBe))
    return Answer(package: package, documentation: DebDocumentation(files))
  }

  private func scan(
    _ what: String, _ package: ProgramRunner.Input, source: String, _ files: DebFiles
  ) async throws(ChangelogError) -> DebFiles {
    let (found, failure) = try await programs.stream(
      Self.tool, [what, "--", Self.input], input: package, purpose: "reading a .deb",
      source: source, limit: Self.largestPackage, into: files
    ) { files, bytes throws(ChangelogError) in try files.read(bytes, source: source) }
    switch failure {
    case .said(let line)?:
      throw .queryFailed(
        source, tool: Self.tool, .failed(.said(line.replacing(Self.input, with: source))))
    case let failure?: throw .queryFailed(source, tool: Self.tool, .failed(failure))
    case nil: break
    }
    guard found.isWhole else {
      throw .damagedArchive(source, .said("the archive in it is cut off"))
    }
    return found
  }
}

/// The files and links of an archive that are wanted, as it comes.
struct DebFiles: Sendable {
  private(set) var files: [String: [UInt8]] = [:]
  private(set) var links: [String: String] = [:]
  private var reader = TarReader()
  private var left: Int
  private let limit: Int
  private let wanted: @Sendable (String) -> Bool

  init(limit: Int, wanted: @escaping @Sendable (String) -> Bool) {
    (self.limit, left, self.wanted) = (limit, limit, wanted)
  }

  var isWhole: Bool { reader.isWhole }

  mutating func read(_ bytes: UnsafeRawBufferPointer, source: String) throws(ChangelogError) {
    var rest = bytes[...]
    do throws(TarReader.Problem) {
      while let event = try reader.next(&rest) {
        switch event {
        case .content(let member, let content): files[member.path ?? ""] = content
        case .member(let member):
          guard let path = member.path, wanted(path) else { continue }
          switch member.kind {
          case .link(let target):
            left -= target.utf8.count
            links[path] = target
          case .file:
            left -= member.size
            if left >= 0 { reader.keepContent() }
          case .hardLink, .other: break
          }
        }
        if left < 0 { break }
      }
    } catch {
      throw .damagedArchive(source, .said("a header of the archive in it makes no sense"))
    }
    if left < 0 { throw .tooLarge(source, limit: limit) }
  }
}

/// The changelogs of a package file, by package.
struct DebDocumentation {
  private let files: DebFiles

  init(_ files: DebFiles) { self.files = files }

  /// A changelog, or what may be a link to where one is.
  static func mayBe(_ path: String) -> Bool {
    guard path.hasPrefix(DebianPackage.documentation + "/") else { return false }
    let parts = path.dropFirst(DebianPackage.documentation.count + 1).split(separator: "/")
    return parts.count == 1
      || (parts.count == 2 && DebianPackage.changelogs.contains(String(parts[1])))
  }

  enum Place: Equatable {
    case here([UInt8])
    /// In the documentation of another package.
    case elsewhere(String)
    case nowhere
  }

  /// What a package has as its changelog, links followed.
  func changelog(of package: String) -> Place {
    var elsewhere: String?
    for name in DebianPackage.changelogs {
      var path = "\(DebianPackage.documentation)/\(package)/\(name)"
      for _ in 0..<Self.mostLinks {
        if let content = files.files[path] { return .here(content) }
        guard let next = follow(path) else { break }
        path = next
      }
      let parts = path.split(separator: "/")
      if parts.count == 5, parts[3] != package, elsewhere == nil { elsewhere = String(parts[3]) }
    }
    return elsewhere.map(Place.elsewhere) ?? .nowhere
  }

  private static let mostLinks = 8

  /// Where a path leads if it, or the directory that it is in, is a link.
  private func follow(_ path: String) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    for count in [parts.count, parts.count - 1] {
      guard let target = files.links[parts.prefix(count).joined(separator: "/")] else { continue }
      var whole = target.hasPrefix("/") ? [] : Array(parts.prefix(count - 1))
      for part in target.split(separator: "/").map(String.init) where part != "." {
        if part == ".." { _ = whole.popLast() } else { whole.append(part) }
      }
      return (whole + parts.dropFirst(count)).joined(separator: "/")
    }
    return nil
  }
}
