import FoundationEssentials
import History
import Text

/// A source tree without history that a user names: a directory, an archive of tar, or a source package of rpm. Told by its
/// content. Nothing in it is run.
struct TreeOperand {
  let path: String

  /// What was read of a tree.
  struct Tree {
    let contents: TreeContents
    /// Of a source package with patches beside its archive.
    var package: SourcePackage?
  }

  /// - Parameter paths: the files that are asked for, from the top of the kernel.
  func read(_ paths: Set<String>) async throws(TreeProblem) -> Tree {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let error = SystemError.last
      throw [ENOENT, ENOTDIR].contains(error.code) ? .notThere : .unreadable("\(error)")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return Tree(contents: try directory())
    case S_IFREG: break
    default: throw .notATree
    }
    let wanted = WantedFiles(paths)
    do {
      let file = try OpenFile(path)
      guard try file.next(4) == [0xED, 0xAB, 0xEE, 0xDB] else {
        lseek(file.descriptor, 0, SEEK_SET)
        return Tree(contents: try await archive(file.descriptor, wanted))
      }
      lseek(file.descriptor, 0, SEEK_SET)
      return try await package(file.descriptor, wanted)
    } catch let problem as TreeProblem {
      throw problem
    } catch {
      throw .unreadable("\(error)")
    }
  }

  // MARK: - Directories

  private func directory() throws(TreeProblem) -> TreeContents {
    let root = path
    var status = stat()
    guard stat("\(root)/init/main.c", &status) == 0 else { throw .noKernel }
    let names = DirectoryNames(root: root)
    return TreeContents(
      file: { Self.file("\(root)/\($0)") },
      namesakes: { names.paths(named: String($0.fileName)) })
  }

  private static func file(_ path: String) -> TreeContents.File? {
    do throws(ReadFailure) {
      return .text(try OpenFile(regular: path).readAll(limit: CollectedFiles.largestFile))
    } catch {
      guard case .system(let reason) = error, [ENOENT, ENOTDIR].contains(reason.code) else {
        return .unreadable
      }
      return nil
    }
  }

  // MARK: - Archives

  /// What an archive starts with, enough to tell what it is.
  private static let startSize = 512

  private func archive(
    _ descriptor: Int32, _ wanted: WantedFiles
  ) async throws(TreeProblem) -> TreeContents {
    var scanner = TarScanner(wanted)
    let start: [UInt8]
    do throws(ReadFailure) {
      start = try OpenFile(borrowing: descriptor).next(Self.startSize)
    } catch {
      throw .unreadable("\(error)")
    }
    lseek(descriptor, 0, SEEK_SET)
    if let stream = PackedStream(magicOf: start) {
      var isFirst = true
      var head: [UInt8] = []
      try await stream.forEachChunk(of: descriptor) { chunk throws(TreeProblem) in
        if isFirst {
          head += chunk.prefix(Self.startSize - head.count)
          if head.count == Self.startSize {
            isFirst = false
            guard TarReader.isArchive(head) else { throw .notATree }
          }
        }
        return try scanner.read(chunk)
      }
    } else {
      guard TarReader.isArchive(start) else { throw .notATree }
      var problem: TreeProblem?
      do throws(ReadFailure) {
        try OpenFile(borrowing: descriptor).forEachChunk { chunk throws(ReadFailure) in
          do throws(TreeProblem) {
            return try scanner.read(chunk)
          } catch {
            problem = error
            return false
          }
        }
      } catch {
        throw .unreadable("\(error)")
      }
      if let problem { throw problem }
    }
    guard scanner.isWhole else { throw .damaged("the archive is cut off") }
    guard let root = scanner.files.root else { throw .noKernel }
    let files = scanner.files.files(below: root)
    let paths = files.keys.sorted()
    return TreeContents(
      file: { path in
        switch files[path] {
        case .text(let bytes): .text(bytes)
        case .unreadable: .unreadable
        case nil: nil
        }
      },
      namesakes: { path in paths.filter { $0 != path && $0.fileName == path.fileName } })
  }

  private func package(
    _ descriptor: Int32, _ wanted: WantedFiles
  ) async throws(TreeProblem) -> Tree {
    var scanner = CpioScanner()
    try await PackedStream.package.forEachChunk(of: descriptor) { chunk throws(TreeProblem) in
      try scanner.read(chunk)
    }
    guard scanner.isWhole else { throw .damaged("the package is cut off") }
    guard let archive = scanner.archive else { throw .noArchive }
    archive.rewind()
    return Tree(
      contents: try await self.archive(archive.descriptor, wanted),
      package: SourcePackage(scanner.texts, otherArchives: scanner.otherArchives))
  }
}

/// The files below a directory by their names, looked for once, when the first is asked for.
private final class DirectoryNames {
  private let root: String
  private lazy var byName: [String: [String]] = find()

  /// Linux has 80,000.
  private static let mostFiles = 1 << 20

  init(root: String) { self.root = root }

  /// From the root, sorted.
  func paths(named name: String) -> [String] { (byName[name] ?? []).sorted() }

  private func find() -> [String: [String]] {
    var found: [String: [String]] = [:]
    var left = Self.mostFiles
    for path in DirectoryWalk(below: root) {
      found[String(path.fileName), default: []].append(path)
      left -= 1
      if left == 0 { break }
    }
    return found
  }
}
