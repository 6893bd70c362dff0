import ChangeModel
import Git
import TestSupport
import Testing

@Suite("Comparing trees") struct TreeComparisonTests {
  @Test(
    "random changes of every kind: the paths are git's, in its order",
    arguments: 1...3 as ClosedRange<UInt64>)
  func randomChanges(seed: UInt64) async throws {
    let history = try await RandomHistory(seed: seed, commits: 120)
    let repository = try Repository(opening: history.path)
    var comparison = TreeComparison(in: repository)
    let lines = try await Command.git(
      "log", "--all", "--root", "-m", "--first-parent", "--no-renames", "--name-only",
      "--format=:%H", in: history.path)
    var expected: [(id: CommitID, paths: [String])] = []
    for line in lines {
      if line.hasPrefix(":") {
        expected.append((try #require(CommitID(line.dropFirst())), []))
      } else {
        expected[expected.count - 1].paths.append(line)
      }
    }
    #expect(expected.contains { $0.paths.count > 3 })
    for (id, paths) in expected {
      let commit = try repository.commit(id)
      #expect(try comparison.touchedPaths(of: commit) == paths)
      let before = try commit.firstParent.map { try repository.tree(of: $0) }
      var found: [String] = []
      try comparison.forEachDifference(between: before, and: commit.tree) {
        found.append(String(decoding: $0, as: UTF8.self))
      }
      #expect(found == paths)
    }
  }

  @Test("permissions that git disregards are no change")
  func looseModes() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/clone.git"
    let script = """
      git init -q --bare -b master "$0"
      cd "$0"
      blob=$(echo text | git hash-object -w --stdin)
      tree() { printf "$1 file\\0$(printf $blob | sed 's/../\\\\x&/g')" >raw; git hash-object -w -t tree --literally raw; }
      for mode in 100644 100664 100755 100775; do tree $mode; done
      """
    let made = try await Command.run("bash", ["-ec", script, path])
    try #require(made.exitCode == 0, "\(made.errors)")
    let trees = made.output.split(separator: "\n").compactMap { CommitID($0) }
    try #require(trees.count == 4)
    var comparison = TreeComparison(in: try Repository(opening: path))
    for (old, new, count) in [(0, 1, 0), (2, 3, 0), (0, 2, 1), (1, 3, 1)] {
      var found = 0
      try comparison.forEachDifference(between: trees[old], and: trees[new]) { _ in found += 1 }
      #expect(found == count)
      let listed = try await Command.git(
        "diff-tree", "--name-only", "\(trees[old])", "\(trees[new])", in: path)
      #expect(listed.count == count)
    }
  }

  @Test("a tree deeper than the stack is walked to its end")
  func deepTree() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/clone.git"
    let script = """
      import subprocess, sys, hashlib
      path, depth = sys.argv[1], int(sys.argv[2])
      subprocess.run(["git", "init", "-q", "--bare", path], check=True)
      import os, zlib
      def write(kind, data):
        raw = kind + b" %d\\0" % len(data) + data
        name = hashlib.sha1(raw).hexdigest()
        folder = f"{path}/objects/{name[:2]}"
        os.makedirs(folder, exist_ok=True)
        open(f"{folder}/{name[2:]}", "wb").write(zlib.compress(raw, 1))
        return name
      tops = []
      for text in (b"1", b"2"):
        tree = write(b"tree", b"100644 f\\0" + bytes.fromhex(write(b"blob", text)))
        for _ in range(depth):
          tree = write(b"tree", b"40000 d\\0" + bytes.fromhex(tree))
        tops.append(tree)
      print(*tops)
      """
    let depth = 20_000
    let made = try await Command.run("python3", ["-c", script, path, "\(depth)"])
    let trees = made.output.split(whereSeparator: \.isWhitespace).compactMap { CommitID($0) }
    try #require(trees.count == 2, "\(made.errors)")
    var comparison = TreeComparison(in: try Repository(opening: path))
    for old in [trees[0], nil] {
      var found: [Int] = []
      try comparison.forEachDifference(between: old, and: trees[1]) { found.append($0.count) }
      #expect(found == [2 * depth + 1])
    }
  }
}
