import ChangeModel
import Foundation
import Git
import TestSupport

@testable import History

extension FuzzTarget {
  /// Damage to the index of a small clone, with its size and times kept: each four bytes are a place, in two, and what
  /// is written there, twice.
  static let index = FuzzTarget("index", longest: 32, triesInTests: 20) {
    [[0, 0, 0, 0], [0x10, 0, 0xFF, 0x0D], [0, 18, 9, 9, 0, 60, 1, 2], [0x20, 0x21, 0, 0]]
  } read: { input in
    IndexedClone.shared.answers(afterDamage: input)
  }
}

/// A clone, its index and what that should answer; made when it is first asked for.
private final class IndexedClone: Sendable {
  static let shared = IndexedClone()

  private let directory: TemporaryDirectory?
  private let clone, file: String
  private let whole: [UInt8]
  private let expected: [String]

  private init() {
    directory = try? TemporaryDirectory()
    let path = directory?.path ?? "/nonexistent"
    clone = path + "/clone.git"
    Self.git(["init", "-q", "--bare", "-b", "master", clone], "")
    let commits = (1...60).map { number in
      """
      commit refs/heads/master
      mark :\(number)
      author A <a@example.org> \(1_500_000_000 + number) +0000
      committer C <c@example.org> \(1_500_000_000 + number) +0000
      data <<END
      ovl: change \(number)

      Fixes: 0123456789ab ("ovl: add")
      END
      M 100644 inline fs/f\(number % 7).c
      data <<END
      \(number)
      END

      """
    }
    Self.git(
      ["-C", clone, "fast-import", "--quiet"],
      commits.joined() + "tag v1\nfrom :30\ntagger A <a@b> 1500000000 +0000\ndata 0\n")
    do {
      let index = try HistoryIndex(
        of: Repository(opening: clone), in: path, includingPaths: true)
      expected = try Self.answers(of: index)
      file = try index.summary(includingIndex: true).indexPath ?? ""
      whole = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
    } catch {
      fatalError("no index: \(error)")
    }
  }

  private static func git(_ arguments: [String], _ input: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.standardInput = pipe
    do {
      try process.run()
      try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try pipe.fileHandleForWriting.close()
    } catch {
      fatalError("git: \(error)")
    }
    process.waitUntilExit()
    demand(process.terminationStatus == 0, "git \(arguments)")
  }

  private static func answers(of index: HistoryIndex) throws -> [String] {
    let range = try index.range(from: "v1", to: "master")
    let commits = try index.changes(in: range)
    return commits.map { "\($0)" }
      + (try index.touchedPaths(of: commits) { _ in }.map { "\($0 ?? [])" })
      + ["\(try index.summary().commitCount)"]
  }

  func answers(afterDamage damage: [UInt8]) {
    var bytes = whole
    for start in stride(from: 0, to: damage.count - 3, by: 4) {
      // Spread over the whole file, whatever its size.
      let place = (Int(damage[start]) << 8 | Int(damage[start + 1])) * (bytes.count - 1) / 0xFFFF
      bytes[place] = damage[start + 2]
      bytes[min(place + 1, bytes.count - 1)] = damage[start + 3]
    }
    overwrite(bytes)
    do {
      let found: [String]
      do {
        found = try answers()
      } catch HistoryError.lostIndex {
        // Damage that is found in the middle of a question rebuilds when it is asked again.
        found = try answers()
      }
      demand(found == expected, "a wrong answer: \(found)")
    } catch {
      fatalError("an error that stays: \(error)")
    }
    overwrite(whole)
  }

  private func answers() throws -> [String] {
    let path = (file as NSString).deletingLastPathComponent
    let index = try HistoryIndex(of: Repository(opening: clone), in: path, includingPaths: true)
    return try Self.answers(of: index)
  }

  /// Writes into the file and gives it its times back, as damage of a disk does.
  private func overwrite(_ bytes: [UInt8]) {
    let descriptor = open(file, O_WRONLY)
    demand(descriptor >= 0, "no index")
    defer { close(descriptor) }
    var status = stat()
    fstat(descriptor, &status)
    ftruncate(descriptor, off_t(bytes.count))
    demand(pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, "not written")
    var times = [status.st_atim, status.st_mtim]
    futimens(descriptor, &times)
  }
}
