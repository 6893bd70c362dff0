import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

/// A clone of many small commits, made in one go.
private struct ManyCommits {
  let directory: TemporaryDirectory
  let path: String
  /// Of the branch `half`, and of `master`, which goes on from there.
  let question: [String]

  init(count: Int) async throws {
    directory = try TemporaryDirectory()
    path = directory.path + "/many.git"
    _ = try await Command.git("init", "-q", "--bare", "-b", "master", path, in: directory.path)
    var stream = ""
    for number in 1...count {
      let message = """
        fs: change thing \(number)

        Some words on thing \(number), which leaks \(number % 7) times.

        Fixes: \(String(repeating: "\(number % 10)", count: 12)) ("fs: change thing \(number / 2)")
        """
      stream += """
        commit refs/heads/master
        mark :\(number)
        committer A <a@example.org> \(1_500_000_000 + number * 60) +0000
        data \(message.utf8.count)
        \(message)
        M 100644 inline fs/d\(number % 17)/f\(number % 101).c
        data \("\(number)".utf8.count)
        \(number)

        """
      if number == count / 2 { stream += "reset refs/tags/half\nfrom :\(number)\n\n" }
    }
    let made = try await Command.run(
      "git", ["-C", path, "fast-import", "--quiet"], input: stream)
    guard made.exitCode == 0 else { throw Command.Failure(made.errors) }
    question = ["fixes", "--missing-in", "half", "--json", "--linux", path]
  }

  func setMaster(_ revision: String) async throws {
    _ = try await Command.git("update-ref", "refs/heads/master", revision, in: path)
  }
}

@Suite("Processes killed, and several at once", .serialized) struct IndexKillTests {
  @Test(
    "a build killed at any moment loses nothing, and the next run is right",
    .enabled(if: Command.canKill, "timeout(1) is not installed"), arguments: [false, true])
  func killed(_ isUpdate: Bool) async throws {
    let clone = try await ManyCommits(count: 240)
    let newest = try await Command.git("rev-parse", "master", in: clone.path)[0]
    let fresh = try await Command.ktrail(clone.question)
    #expect(fresh.exitCode == 0 && fresh.output.contains("change thing 240"))

    let cache = try TemporaryDirectory()
    let start = cache.path + "/start"
    if isUpdate {
      try await clone.setMaster("half")
      _ = try await Command.ktrail(["index", "--linux", clone.path, "--index-dir", start])
      try await clone.setMaster(newest)
    } else {
      try FileManager.default.createDirectory(atPath: start, withIntermediateDirectories: true)
    }
    /// A directory as it was before the process that is going to be killed.
    func prepared(_ number: Int) async throws -> String {
      let directory = "\(cache.path)/\(number)"
      _ = try await Command.run("cp", ["-a", start, directory])
      return directory
    }
    let clock = ContinuousClock()
    let before = try await prepared(0)
    var whole = try await clock.measure {
      _ = try await Command.ktrail(clone.question + ["--index-dir", before])
    }
    var generator = SeededGenerator(seed: 20)
    var killed = 0
    for number in 1...20 {
      let directory = try await prepared(number)
      let moment = Double.random(in: 0.05...1, using: &generator) * (whole / .seconds(1))
      let begin = clock.now
      let victim = try await Command.ktrail(
        clone.question + ["--index-dir", directory], killedAfter: moment)
      if victim.exitCode != 0 {
        killed += 1
      } else {
        // The machine was busier when the whole was measured.
        whole = min(whole, begin.duration(to: clock.now))
      }
      let next = try await Command.ktrail(clone.question + ["--index-dir", directory])
      #expect(next.output == fresh.output, "killed after \(moment) s of \(whole)")
      #expect(next.errors == "", "killed after \(moment) s of \(whole)")
      let left = try FileManager.default.contentsOfDirectory(atPath: directory)
      #expect(left.count == 2, "only an index and its lock stay: \(left)")
      try FileManager.default.removeItem(atPath: directory)
    }
    #expect(killed > 5)
  }

  @Test(
    "processes that build or update at once all end well, with equal answers", arguments: [2, 4])
  func atOnce(_ count: Int) async throws {
    let clone = try await ManyCommits(count: 240)
    let newest = try await Command.git("rev-parse", "master", in: clone.path)[0]
    let fresh = try await Command.ktrail(clone.question)
    let cache = try TemporaryDirectory()
    func ask(_ directory: String) async throws {
      let commands = try await withThrowingTaskGroup(of: Command.self) { group in
        for _ in 0..<count {
          group.addTask { try await Command.ktrail(clone.question + ["--index-dir", directory]) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      for command in commands {
        #expect(command.exitCode == 0)
        #expect(command.errors == "")
        #expect(command.output == fresh.output)
      }
    }
    try await ask(cache.path + "/cold")
    for round in 0..<2 {
      let directory = "\(cache.path)/update\(round)"
      try await clone.setMaster("half")
      _ = try await Command.ktrail(["index", "--linux", clone.path, "--index-dir", directory])
      try await clone.setMaster(newest)
      try await ask(directory)
    }
  }

  @Test("an index in use is updated, and never taken for a damaged one")
  func readersAndWriters() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("c0", "fs: one thing")
    let cache = try TemporaryDirectory()
    let path = builder.path
    for number in 1...8 {
      try await builder.commit("c\(number)", "fs: thing \(number)")
      try await withThrowingTaskGroup(of: (Int, [IndexNotice]).self) { group in
        for _ in 0..<6 {
          group.addTask {
            let index = try HistoryIndex.open(path, in: cache.path)
            return (try index.summary().commitCount, index.notices)
          }
        }
        for try await (count, remarks) in group {
          #expect(count == number + 1)
          #expect(remarks == [])
        }
      }
    }
  }
}
