import ChangeModel
import FoundationEssentials
import Text

/// What was built or fetched of the kernels of a bisection: a folder for each, of which the newest stay.
struct KernelFolders: Sendable {
  let directory: String
  private static let mark = ".complete"

  func folder(_ kernel: String) -> String { "\(directory)/\(kernel)" }

  /// What is known of a kernel that is complete.
  struct Complete: Codable, Hashable, Sendable {
    /// What `uname -r` is to say; `nil` if the recipe does not tell.
    let release: String?
    /// How long it took to build or fetch.
    let seconds: Double
    let wasAhead: Bool
  }

  func complete(_ kernel: String) -> Complete? {
    FileManager.default.contents(atPath: folder(kernel) + "/" + Self.mark).flatMap {
      try? JSONDecoder().decode(Complete.self, from: $0)
    }
  }

  /// Makes the folder empty.
  func begin(_ kernel: String) throws {
    let folder = folder(kernel)
    do {
      if isDirectory(folder) { try FileManager.default.removeItem(atPath: folder) }
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw BisectionError.unwritable(path: folder, reason: SystemError.reason(of: error))
    }
  }

  /// Everything that is in the folder stays.
  func end(_ kernel: String, _ complete: Complete) throws {
    let file = folder(kernel) + "/" + Self.mark
    do {
      try JSONEncoder().encode(complete).write(to: URL(fileURLWithPath: file + ".new"))
    } catch {
      throw BisectionError.unwritable(path: file, reason: SystemError.reason(of: error))
    }
    guard rename(file + ".new", file) == 0 else {
      throw BisectionError.unwritable(path: file, reason: "\(SystemError.last)")
    }
  }

  /// Complete kernels, the newest first.
  var all: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return names.compactMap { name -> (name: String, time: Int)? in
      var status = stat()
      guard stat(folder(name) + "/" + Self.mark, &status) == 0 else { return nil }
      return (name, Int(status.st_mtim.tv_sec))
    }.sorted { ($1.time, $0.name) < ($0.time, $1.name) }.map(\.name)
  }

  /// Notes that a kernel is used, so that it is not the next to go.
  func touch(_ kernel: String) { utimensat(AT_FDCWD, folder(kernel) + "/" + Self.mark, nil, 0) }

  private static let installed = ".installed"

  /// To be called before a kernel is installed, which may be stopped half way.
  func noteInstalled(_ kernel: String) throws(BisectionError) {
    let path = folder(kernel) + "/" + Self.installed
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: "\(SystemError.last)") }
    close(descriptor)
  }

  func isInstalled(_ kernel: String) -> Bool {
    access(folder(kernel) + "/" + Self.installed, F_OK) == 0
  }

  /// Those that do not stay: all but the newest, and never one of `others`.
  func surplus(keeping count: Int, and others: Set<String>) -> [String] {
    Array(all.filter { !others.contains($0) }.dropFirst(count))
  }

  func remove(_ kernel: String) { try? FileManager.default.removeItem(atPath: folder(kernel)) }
}
