import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Turns a ``SyntheticHistory`` into a clone.
enum SyntheticClone {
  /// Commits in flight at a time: their ids are read while git works on the next ones.
  private static let batch = SyntheticHistory.leastDistance / 2 - 1
  /// What git prints for each commit: 40 digits and a newline.
  private static let answerLength = 41

  /// The clone of this shape below a directory, made now unless it is there.
  static func made(_ shape: SyntheticHistory.Shape, in directory: String) async throws -> String {
    let clone = "\(directory)/linux-\(shape.commits).git"
    let stamp = clone + "/ktrail-bench.json"
    if let data = FileManager.default.contents(atPath: stamp),
      try JSONDecoder().decode(SyntheticHistory.Shape.self, from: data) == shape
    {
      return clone
    }
    try? FileManager.default.removeItem(atPath: clone)
    _ = try Run(of: ["git", "init", "--quiet", "--bare", "--initial-branch=master", clone])
    print("making \(clone): \(shape.commits) commits, some 8 minutes for a million")
    try await stream(SyntheticHistory(shape), into: clone)
    // As after a clone or a gc; fast-import leaves a file for each.
    _ = try Run(of: ["git", "-C", clone, "pack-refs", "--all"])
    // The stamp comes last: without it, the clone is rebuilt.
    try JSONEncoder().encode(shape).write(to: URL(fileURLWithPath: stamp))
    return clone
  }

  private static func stream(_ history: SyntheticHistory, into clone: String) async throws {
    // Quick compression, deltas as deep as in any clone; and no memory given back, to be asked for again with each
    // object, which costs fast-import a third of its time.
    let environment: [Environment.Key: String?] = [
      "MALLOC_TOP_PAD_": "67108864", "MALLOC_TRIM_THRESHOLD_": "1073741824",
      "MALLOC_MMAP_THRESHOLD_": "1073741824",
    ]
    let result = try await Subprocess.run(
      .name("git"),
      arguments: [
        "-C", clone, "-c", "pack.compression=1", "-c", "core.compression=1", "fast-import",
        "--done",
        "--quiet", "--depth=50", "--active-branches=64",
      ],
      environment: .inherit.updating(environment), input: .inputWriter, output: .sequence,
      error: .currentStandardError
    ) { execution in
      try await feed(history, to: execution)
    }
    guard result.terminationStatus.isSuccess else {
      throw BenchError(description: "git fast-import failed: \(result.terminationStatus)")
    }
  }

  /// Writes commits and reads the ids of those before, so that neither side waits for the other.
  private static func feed(
    _ history: SyntheticHistory,
    to execution: Execution<CustomWriteInput, SequenceOutput, FileDescriptorOutput>
  ) async throws {
    var history = history
    var answers = execution.standardOutput.makeAsyncIterator()
    var unread: [UInt8] = []
    var asked: Range<Int>?
    func readIDs(of commits: Range<Int>) async throws {
      let length = commits.count * answerLength
      while unread.count < length {
        guard let buffer = try await answers.next() else {
          throw BenchError(description: "git fast-import ended before its time")
        }
        buffer.withUnsafeBytes { unread.append(contentsOf: $0) }
      }
      history.learn(idsOf: commits, from: unread[..<length])
      unread.removeFirst(length)
    }

    var stream: [UInt8] = []
    history.appendContents(to: &stream)
    var next = 1
    while next <= history.shape.commits {
      let commits = next..<min(next + batch, history.shape.commits + 1)
      history.appendCommits(commits, to: &stream)
      _ = try await execution.standardInputWriter.write(stream)
      stream.removeAll(keepingCapacity: true)
      if let asked { try await readIDs(of: asked) }
      asked = commits
      next = commits.upperBound
    }
    if let asked { try await readIDs(of: asked) }
    history.appendEnd(to: &stream)
    _ = try await execution.standardInputWriter.write(stream)
    try await execution.standardInputWriter.finish()
  }
}
