import ArgumentParser
import ChangeModel
import Foundation
import Git
import History
import Text

/// Run as a child, so that each round starts with nothing in memory.
struct PatchesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patches", abstract: "Reads the diffs of listed commits.", shouldDisplay: false)

  enum Work: String, ExpressibleByArgument, CaseIterable {
    /// Keeps the words in a fresh index, and asks for them again; prints both times.
    case index
    /// Prints the hunks as `git diff-tree --stdin -p -U0 -M` does, without headings.
    case print
    /// Cuts the changed lines into words alone; prints MB/s.
    case words
    /// Finds the hunks alone; prints the time.
    case hunks
  }

  @Argument var clone: String
  @Option(help: "A file with a commit a line.") var list: String
  @Option var work = Work.index
  @Option var indexDir: String?

  func run() throws {
    let text = try String(contentsOfFile: list, encoding: .utf8)
    let commits = text.split(separator: "\n").compactMap { CommitID($0) }
    switch work {
    case .index: try index(commits)
    case .print: try printHunks(of: commits)
    case .words: try cutWords(of: commits)
    case .hunks: try findHunks(of: commits)
    }
  }

  private func index(_ commits: [CommitID]) throws {
    let repository = try Repository(opening: clone)
    let index = try HistoryIndex(of: repository, in: indexDir)
    let (size, cpu, clock) = (try fileSize(of: index), Self.cpu(), ContinuousClock())
    var found: [PatchWords?] = []
    let first = try clock.measure { found = try index.patchWords(of: commits) }
    let firstCPU = Self.cpu() - cpu
    let kept = try HistoryIndex(of: Repository(opening: clone), in: indexDir)
    var again: [PatchWords?] = []
    let second = try clock.measure { again = try kept.patchWords(of: commits) }
    guard again == found else {
      throw BenchError(description: "what was kept differs from what was read")
    }
    let known = found.compactMap { $0 }
    print(
      """
      \(known.count) \(first / .seconds(1)) \(firstCPU) \(second / .seconds(1)) \
      \(known.reduce(0) { $0 + $1.words.count }) \(try fileSize(of: kept) - size)
      """)
  }

  private func fileSize(of index: HistoryIndex) throws -> Int {
    try index.summary(includingIndex: true).indexSize ?? 0
  }

  /// Seconds of processor time so far.
  private static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func printHunks(of commits: [CommitID]) throws {
    var reader = PatchReader(in: try Repository(opening: clone))
    var output: [UInt8] = []
    for id in commits {
      output += "\(id)\n".utf8
      var path: [UInt8] = []
      let summary = try reader.forEachHunk(of: id) { hunk in
        if !hunk.path.elementsEqual(path) {
          path = Array(hunk.path)
          output += "# ".utf8 + path + "\n".utf8
        }
        output += "@@ \(hunk.removedCount) \(hunk.addedCount) ".utf8
        output += (hunk.function.map { Array($0) } ?? []) + "\n".utf8
        for (sign, text) in [("-", hunk.removed), ("+", hunk.added)] {
          for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .dropLast(text.last == UInt8(ascii: "\n") || text.isEmpty ? 1 : 0)
          {
            output += sign.utf8
            output += line
            output += "\n".utf8
          }
        }
      }
      if summary == nil { output += "unknown\n".utf8 }
      if output.count > 1 << 20 {
        FileHandle.standardOutput.write(Data(output))
        output = []
      }
    }
    FileHandle.standardOutput.write(Data(output))
  }

  private func findHunks(of commits: [CommitID]) throws {
    var reader = PatchReader(in: try Repository(opening: clone))
    var bytes = 0
    let cpu = Self.cpu()
    for id in commits {
      _ = try reader.forEachHunk(of: id) { bytes += $0.removed.count + $0.added.count }
    }
    print("\(commits.count) \(Self.cpu() - cpu) \(bytes)")
  }

  private func cutWords(of commits: [CommitID]) throws {
    var reader = PatchReader(in: try Repository(opening: clone))
    var text: [UInt8] = []
    for id in commits {
      _ = try reader.forEachHunk(of: id) { hunk in
        text.append(contentsOf: hunk.removed)
        text.append(contentsOf: hunk.added)
      }
    }
    var (count, sum): (Int, UInt64) = (0, 0)
    let cpu = Self.cpu()
    text.withUnsafeBufferPointer { text in
      Tokenizer.forEachToken(in: text) { token in
        count += 1
        sum &+= token.hash &* (token.kind == .identifier ? 3 : 1)
      }
    }
    let seconds = Self.cpu() - cpu
    print("\(Double(text.count) / 1e6 / seconds) \(text.count) \(count) \(sum)")
  }
}
