internal import ChangeModel
import GRDB
internal import Git

/// Commits that the clone names but could not give, kept with the index so that every answer can say so.
struct UnreadableCommits {
  private var reasons: [CommitID: String] = [:]
  private static let key = "unreadable"

  init(_ errors: [GitError]) {
    for error in errors {
      switch error {
      case .missingObject(let id, _), .damagedObject(let id, _, _): reasons[id] = "\(error)"
      default: break
      }
    }
  }

  init(of db: Database) throws {
    for line in try (db.meta(Self.key) ?? "").split(separator: "\n") {
      if let id = CommitID(line.prefix(40)) { reasons[id] = String(line.dropFirst(41)) }
    }
  }

  /// Adds these to those that the file tells of: a line each, the id and why.
  func add(to db: Database) throws {
    guard !reasons.isEmpty else { return }
    let all = try UnreadableCommits(of: db).reasons.merging(reasons) { $1 }
    let lines = all.sorted { $0.key < $1.key }.map { id, reason in
      "\(id) \(reason.split(separator: "\n").joined(separator: " "))"
    }
    try db.setMeta(Self.key, lines.joined(separator: "\n"))
  }

  /// Whether one of them has come, by a fetch or a repair.
  func isReadable(in repository: Repository) -> Bool {
    reasons.keys.contains { (try? repository.commit($0)) != nil }
  }

  var remarks: [String] {
    guard let (_, reason) = reasons.min(by: { $0.key < $1.key }) else { return [] }
    return reasons.count == 1
      ? ["a commit cannot be read and is left out, with all that only it leads to: \(reason)"]
      : [
        """
        \(reasons.count.of("commit")) cannot be read and \(reasons.count == 1 ? "is" : "are") left out, with all that only they lead to; the first: \(reason)
        """
      ]
  }
}
