import TestSupport

/// A small repository of random commits: merges, links, submodules, changed modes, files that turn into
/// directories and back, and texts alike enough to be stored as deltas.
struct RandomHistory {
  let path: String
  private let directory: TemporaryDirectory

  init(seed: UInt64, commits: Int = 60) async throws {
    directory = try TemporaryDirectory()
    path = directory.path + "/clone.git"
    _ = try await Command.git("init", "-q", "--bare", "-b", "master", path, in: directory.path)
    let made = try await Command.run(
      "git", ["-C", path, "fast-import", "--quiet"],
      input: Self.stream(commits: commits, seed: seed))
    guard made.exitCode == 0 else { throw Command.Failure(made.errors) }
    // Loose, as they come from commits made by hand; without files that a later change of the same commit replaced.
    let script = """
      mkdir aside; mv objects/pack/* aside
      for pack in aside/*.pack; do git unpack-objects -q <$pack; done
      git prune
      """
    let unpacked = try await Command.run("sh", ["-ec", script], in: path)
    guard unpacked.exitCode == 0 else { throw Command.Failure(unpacked.errors) }
  }

  private static func stream(commits: Int, seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    var stream = ""
    for number in 1...commits {
      let time = 1_500_000_000 + number * 60
      stream += "commit refs/heads/master\nmark :\(number)\n"
      stream += "author A. Author <author@example.org> \(time) +0000\n"
      stream += "committer C. Committer <committer@example.org> \(time) +0000\n"
      let message = "commit \(number)\n\n" + text(&random)
      stream += "data \(message.utf8.count)\n\(message)\n"
      if number > 1 {
        let first = Int.random(in: max(1, number - 3)..<number, using: &random)
        stream += "from :\(first)\n"
        if first != number - 1 { stream += "merge :\(number - 1)\n" }
      }
      for _ in 0..<Int.random(in: 1...4, using: &random) { stream += change(&random) }
    }
    return stream
  }

  private static func change(_ random: inout SeededGenerator) -> String {
    // Names that sort differently as files and as directories, and collide.
    let names = ["a", "a-b", "a.c", "a0", "b"]
    let depth = Int.random(in: 1...3, using: &random)
    let path = (0..<depth).map { _ in names.randomElement(using: &random) ?? "" }
      .joined(separator: "/")
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: return "D \(path)\n"
    case 2:
      return "M 160000 \(String(repeating: "0123456789abcdef", count: 3).prefix(40)) \(path)\n"
    case 3: return "M 120000 inline \(path)\ndata 3\na/b\n"
    case 4: return inline(path, mode: "100755", "same\n")
    case 5: return inline(path, mode: "100644", "same\n")
    default: return inline(path, mode: "100644", text(&random))
    }
  }

  private static func inline(_ path: String, mode: String, _ text: String) -> String {
    "M \(mode) inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
  }

  /// Forty lines, one of which is new.
  private static func text(_ random: inout SeededGenerator) -> String {
    let changed = Int.random(in: 0..<40, using: &random)
    let word = UInt32.random(in: 0..<1_000_000, using: &random)
    return (0..<40).map { $0 == changed ? "new \(word)\n" : "line \($0) stays as it is\n" }.joined()
  }
}

extension RandomHistory {
  /// All objects, as git lists them.
  static func objects(in path: String) async throws -> [(name: String, kind: String, size: Int)] {
    try await Command.git(
      "cat-file", "--batch-all-objects", "--batch-check", in: path
    ).map { line in
      let words = line.split(separator: " ").map(String.init)
      return (words[0], words[1], Int(words[2]) ?? -1)
    }
  }
}
