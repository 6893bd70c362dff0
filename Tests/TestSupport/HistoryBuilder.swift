import Foundation

/// A small history made for one test, commit by commit, with fixed names and dates.
///
/// In messages, `{name}` stands for the id of an earlier commit, `{name:12}` for its first 12 digits.
public final class HistoryBuilder {
  public let path: String
  private let directory: TemporaryDirectory
  private var ids: [String: String] = [:]
  private var time = 1_500_000_000

  public init() async throws {
    directory = try TemporaryDirectory()
    path = directory.path + "/clone.git"
    _ = try await Command.git("init", "-q", "--bare", "-b", "master", path, in: directory.path)
  }

  public func id(_ name: String) -> String { ids[name] ?? "no commit \(name)" }

  /// Adds a commit on a branch.
  ///
  /// - Parameters:
  ///   - parents: names of commits; `nil` for the branch's newest.
  ///   - files: contents by path; a commit without files changes `fs/NAME.c`.
  @discardableResult
  public func commit(
    _ name: String, on branch: String = "master", _ message: String, parents: [String]? = nil,
    files: [String: String]? = nil, deleting: [String] = [], time: Int? = nil
  ) async throws -> String {
    self.time = time ?? self.time + 60
    var text = message
    for (name, id) in ids {
      text = text.replacingOccurrences(of: "{\(name)}", with: id)
      text = text.replacingOccurrences(of: "{\(name):12}", with: String(id.prefix(12)))
    }
    let ref = "refs/heads/\(branch)"
    var stream = "commit \(ref)\n"
    stream += "author A. Author <author@example.org> \(self.time) +0000\n"
    stream += "committer C. Committer <committer@example.org> \(self.time) +0000\n"
    stream += "data \(text.utf8.count)\n\(text)\n"
    var first = true
    let above: [String] = if let parents { parents.map(id) } else { try await tip(of: ref) }
    for parent in above {
      stream += "\(first ? "from" : "merge") \(parent)\n"
      first = false
    }
    for path in deleting { stream += "D \(path)\n" }
    for (path, contents) in (files ?? ["fs/\(name).c": text]).sorted(by: { $0.key < $1.key }) {
      stream += "M 100644 inline \(path)\ndata \(contents.utf8.count)\n\(contents)\n"
    }
    let made = try await Command.run(
      "git", ["-C", path, "fast-import", "--quiet", "--force"], input: stream + "\n")
    guard made.exitCode == 0 else { throw Command.Failure(made.errors) }
    let id = try await Command.git("rev-parse", ref, in: path)[0]
    ids[name] = id
    return id
  }

  /// Tags a commit; without a name, the newest of master.
  public func tag(_ tag: String, _ name: String) async throws {
    _ = try await Command.git("tag", tag, id(name), in: path)
  }

  private func tip(of ref: String) async throws -> [String] {
    let found = try await Command.run("git", ["-C", path, "rev-parse", "-q", "--verify", ref])
    return found.exitCode == 0 ? [found.output.trimmingCharacters(in: .whitespacesAndNewlines)] : []
  }
}
