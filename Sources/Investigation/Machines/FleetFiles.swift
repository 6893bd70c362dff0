import ChangeModel
import Changelogs
import FoundationEssentials
import Kbuild
import Text

/// Reads what `--modules` names: the list of one host, a directory of such lists, or an inventory.
///
/// In a directory each file is named after its host, and each directory in it after a group; files that begin with a dot are left
/// out. Of what somebody named himself any flaw is an error; what is wrong with one of many hosts is counted.
struct FleetFiles {
  private var builder = FleetBuilder()
  private var isInventory = false

  /// Of a list of modules, or of a packed inventory.
  private static let mostRead = 64 << 20
  private static let mostUnpacked = 512 << 20
  private static let startLength = 1 << 16

  var fleet: Fleet { builder.fleet(isInventory: isInventory) }

  /// What to know of it.
  var remarks: [Remark] {
    builder.firstFlaw.map { flaw, position in
      [.badHosts(builder.flawCount, first: flaw, at: position)]
    } ?? []
  }

  mutating func add(_ path: String) async throws(InvestigationError) {
    let before = builder.hostCount
    let flaws = builder.flawCount
    var isDirectory = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    if isDirectory {
      isInventory = true
      try await addDirectory(path)
    } else {
      try await addFile(path, host: path, group: nil)
    }
    guard builder.hostCount == before, builder.flawCount > flaws || isDirectory else {
      return
    }
    let first = builder.firstFlaw
    throw .kbuild(
      .noHosts(
        source: first?.position.file ?? path, first: first?.flaw, line: first?.position.line ?? 1))
  }

  // MARK: - Directories

  private mutating func addDirectory(_ path: String) async throws(InvestigationError) {
    for name in try Self.names(in: path) {
      let inside = "\(path)/\(name)"
      switch Self.kind(of: inside) {
      case S_IFREG: try await addFileOfMany(inside, host: name.hostName, group: nil)
      case S_IFDIR:
        for host in try Self.names(in: inside) {
          let file = "\(inside)/\(host)"
          guard Self.kind(of: file) == S_IFREG else {
            note("it is not a file", file)
            continue
          }
          try await addFileOfMany(file, host: "\(name)/\(host.hostName)", group: name)
        }
      default: note("it is not a file", inside)
      }
    }
  }

  private mutating func note(_ reason: String, _ path: String) {
    builder.add(.unreadable(reason), at: SourcePosition(file: path, line: 1))
  }

  private static func names(in path: String) throws(InvestigationError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw .unreadableMachineFile(path: path, reason: "it cannot be listed")
    }
  }

  /// What the path leads to, also by a link: nothing is opened that would have to be waited for.
  private static func kind(of path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  private mutating func addFileOfMany(
    _ path: String, host: String, group: String?
  ) async throws(InvestigationError) {
    do throws(InvestigationError) {
      try await addFile(path, host: host, group: group)
    } catch {
      switch error {
      case .kbuild(.noModules): builder.add(.empty, at: SourcePosition(file: path, line: 1))
      case .kbuild(.malformedModule(_, let line, let text)):
        builder.add(.notAModule(text), at: SourcePosition(file: path, line: line))
      case .unreadableMachineFile(_, let reason): note(reason, path)
      case .changelog: note("it cannot be unpacked", path)
      default: throw error
      }
    }
  }

  // MARK: - Files

  private mutating func addFile(
    _ path: String, host: String, group: String?
  ) async throws(InvestigationError) {
    guard var bytes = try readFile(path, group: group) else { return }
    if TextUnpacker.isPacked(bytes) {
      do {
        bytes = try await TextUnpacker().unpacked(
          bytes, source: path, limit: Self.mostUnpacked)
      } catch {
        throw .changelog(error)
      }
      if Self.isInventory(bytes) {
        var reader = InventoryReader(source: path, group: group)
        isInventory = true
        _ = bytes.withUnsafeBytes { reader.read($0, into: &builder) }
        reader.finish(into: &builder)
        if let problem = reader.problem { throw .kbuild(problem) }
        return
      }
    }
    do throws(KbuildError) {
      try builder.add(host: host, group: group, listing: bytes, source: path)
    } catch {
      throw .kbuild(error)
    }
  }

  /// Reads an inventory piece by piece; of anything else, gives the bytes.
  private mutating func readFile(
    _ path: String, group: String?
  ) throws(InvestigationError) -> [UInt8]? {
    var reader = InventoryReader(source: path, group: group)
    do throws(ReadFailure) {
      let file = try OpenFile(path)
      let start = try file.next(Self.startLength)
      guard Self.isInventory(start) else { return start + (try file.readAll(limit: Self.mostRead)) }
      isInventory = true
      if start.withUnsafeBytes({ reader.read($0, into: &builder) }) {
        try file.forEachChunk { piece throws(ReadFailure) in reader.read(piece, into: &builder) }
      }
    } catch {
      throw .unreadableMachineFile(path: path, reason: "\(error)")
    }
    reader.finish(into: &builder)
    if let problem = reader.problem { throw .kbuild(problem) }
    return nil
  }

  /// No list of modules begins as a JSON object does.
  private static func isInventory(_ start: [UInt8]) -> Bool {
    start.first { !$0.isWhite } == UInt8(ascii: "{")
  }
}

extension String {
  /// `web1` for `web1.lsmod.gz`, `web1.example.org` for itself.
  fileprivate var hostName: String {
    var name = self
    for endings in [[".gz", ".xz", ".zst"], [".lsmod", ".modules", ".txt", ".json", ".ndjson"]] {
      if let ending = endings.first(where: name.hasSuffix), name.utf8.count > ending.utf8.count {
        name.removeLast(ending.count)
      }
    }
    return name
  }
}
