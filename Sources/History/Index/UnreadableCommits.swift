internal import ChangeModel
internal import Git

/// Commits that the clone names but could not give, kept with the index so that every answer can say so.
struct UnreadableCommits {
  /// By id.
  private(set) var parts: [CommitID: UnreadablePart] = [:]
  private static let key = "unreadable"

  init(_ errors: [GitError]) {
    for part in errors.lazy.compactMap(UnreadablePart.init) {
      if let id = part.id { parts[id] = part }
    }
  }

  init(of db: Database) throws {
    for line in try (db.meta(Self.key) ?? "").split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, let id = CommitID(fields[0]),
        let reason = UnreadablePart.Reason(rawValue: String(fields[1]))
      else { throw DamagedIndex() }
      parts[id] = UnreadablePart(id: id, reason: reason, detail: String(fields[2]))
    }
  }

  /// Adds these to those that the file lists: a line each, the id, `missing` or `damaged`, and why.
  func add(to db: Database) throws {
    guard !parts.isEmpty else { return }
    let all = try UnreadableCommits(of: db).parts.merging(parts) { $1 }
    let lines = all.sorted { $0.key < $1.key }.map { id, part in
      let detail = part.detail.split(whereSeparator: \.isNewline).joined(separator: " ")
      return "\(id) \(part.reason.rawValue) \(detail)"
    }
    try db.setMeta(Self.key, lines.joined(separator: "\n"))
  }

  /// Whether one of them has come, by a fetch or a repair.
  func isReadable(in repository: Repository) -> Bool {
    parts.keys.contains { (try? repository.commit($0)) != nil }
  }
}

/// Commits that have a parent which could not be read: their ancestors are not all known.
struct UnfinishedCommits {
  /// ``CommitPosition``s.
  var rows: [Int32] = []
  private static let key = "unfinished"

  init(of db: Database) throws {
    rows = try (db.meta(Self.key) ?? "").split(separator: " ").map { text in
      guard let row = Int32(text) else { throw DamagedIndex() }
      return row
    }
  }

  func write(to db: Database) throws {
    if !rows.isEmpty { try db.setMeta(Self.key, rows.map(String.init).joined(separator: " ")) }
  }
}

/// Commits whose touched paths are unknown, since a tree could not be read.
struct PathlessCommits: Sendable {
  private(set) var count = 0
  /// The object that the first of them lacks.
  private(set) var first: UnreadablePart?
  private static let key = "pathless"

  init() {}

  mutating func add(_ object: UnreadablePart) {
    count += 1
    first = first ?? object
  }

  mutating func formUnion(_ other: PathlessCommits) {
    count += other.count
    first = first ?? other.first
  }

  /// What a file keeps: the count, the id and what is wrong with it.
  init(of db: Database) throws {
    guard let fields = try db.meta(Self.key)?.split(separator: " ", maxSplits: 2) else { return }
    guard fields.count == 3, let count = Int(fields[0]), let id = CommitID(fields[1]),
      let reason = UnreadablePart.Reason(rawValue: String(fields[2]))
    else { throw DamagedIndex() }
    (self.count, first) = (count, UnreadablePart(id: id, reason: reason))
  }

  func add(to db: Database) throws {
    guard count > 0 else { return }
    var all = try PathlessCommits(of: db)
    all.formUnion(self)
    guard let first = all.first, let id = first.id else { return }
    try db.setMeta(Self.key, "\(all.count) \(id) \(first.reason.rawValue)")
  }

  /// The first object, and how many commits want for one.
  var part: UnreadablePart? {
    first.map {
      UnreadablePart(
        id: $0.id, reason: $0.reason,
        detail: count == 1 ? "what one commit touches" : "what \(count) commits touch")
    }
  }
}

extension UnreadablePart {
  /// `nil` for an error that is not about an object of the clone.
  init?(_ error: GitError) {
    switch error {
    case .missingObject(let id, _): self.init(id: id, reason: .missing)
    case .damagedObject(let id, _, let reason):
      self.init(id: id, reason: .damaged, detail: reason)
    default: return nil
    }
  }
}
