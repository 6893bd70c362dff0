public import ChangeModel
import Git
import Text

/// The index held against bytes that git wrote; which programs wrote them is the caller's affair.
extension HistoryIndex {
  /// The commits that the refs lead to directly.
  public var tipsOfRefs: [CommitID] { Array(Set(references.map(\.commit))).sorted() }

  /// Commits to compare, at random; of all, or of those that have one parent or none and whose paths are kept.
  ///
  /// - Parameter count: how many at most; `nil` for all.
  public func sample(_ count: Int?, withPaths: Bool = false) throws(HistoryError) -> [CommitID] {
    try read { reader in
      var rows = (0..<graph.count).map(CommitPosition.init).filter {
        isVisible($0) && !(withPaths && graph.isMerge($0))
      }
      if withPaths {
        let boundary = Set(
          try repository.shallowBoundary.compactMap { try reader.position(of: $0) })
        let known = CommitSet(
          try reader.db.statement("SELECT position FROM touched").numbers().map {
            CommitPosition(Int($0))
          }, of: graph.count)
        rows = rows.filter { known.contains($0) && !boundary.contains($0) }
      }
      if let count, count < rows.count { rows = Array(rows.shuffled().prefix(count)) }
      return try rows.sorted().map { try reader.id(at: $0) }
    }
  }

  /// - Parameter listing: of `git rev-list --parents --timestamp` from all ``tipsOfRefs``.
  /// - Returns: commits, parents and dates.
  public func verify(
    listing: [UInt8]
  ) throws(HistoryError) -> [IndexVerification.Check] {
    try read { reader in
      var commits = IndexVerification.Check(.commits)
      var parents = IndexVerification.Check(.parents)
      var dates = IndexVerification.Check(.dates)
      var missing = visible
      for line in listing.split(separator: UInt8(ascii: "\n")) {
        let fields = line.split(separator: UInt8(ascii: " "))
        let ids = fields.dropFirst().compactMap { CommitID(String(decoding: $0, as: UTF8.self)) }
        guard let id = ids.first, ids.count == fields.count - 1,
          let time = Int64(String(decoding: fields[0], as: UTF8.self))
        else {
          commits.note(false, at: String(decoding: line, as: UTF8.self))
          continue
        }
        let position = try reader.position(of: id).flatMap { isVisible($0) ? $0 : nil }
        commits.note(position != nil, at: "\(id)")
        guard let position else { continue }
        missing.remove(position)
        parents.note(
          try graph.parents(of: position).map { try reader.id(at: $0) } == Array(ids.dropFirst()),
          at: "\(id)")
        dates.note(graph.time(position) == time, at: "\(id)")
      }
      for position in missing.positions {
        let id = try reader.id(at: position)
        commits.note(false, at: "\(id)")
      }
      return [commits, parents, dates]
    }
  }

  /// - Parameter objects: what `git cat-file --batch` writes for some commits.
  public func verify(
    objects: [UInt8], _ check: inout IndexVerification.Check
  ) throws(HistoryError) {
    var found = check
    try read { reader in
      var rest = objects[...]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let fields = rest[..<end].split(separator: UInt8(ascii: " ")).map {
          String(decoding: $0, as: UTF8.self)
        }
        guard fields.count == 3, let id = CommitID(fields[0]), let size = Int(fields[2]),
          rest.endIndex - end > size
        else {
          found.note(false, at: fields.first ?? "git")
          return
        }
        let subject = Self.subject(of: rest[(end + 1)..<(end + 1 + size)])
        let hash = subject.withUnsafeBufferPointer {
          SubjectKeys($0.indices, in: $0.span).whole.hash
        }
        let position = try reader.requirePosition(of: id)
        found.note(try reader.keys(at: position).whole == hash, at: "\(id)")
        rest = rest[(end + 1 + size)...].dropFirst()
      }
    }
    check = found
  }

  /// The first line of the message that is not blank.
  private static func subject(of commit: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let newline = UInt8(ascii: "\n")
    let lines = commit.split(separator: newline, omittingEmptySubsequences: false)
    guard let blank = lines.firstIndex(where: \.isEmpty) else { return [] }
    var line = lines[blank...].first { !$0.isEmpty } ?? []
    while let last = line.last, last == 0x20 || last == 0x0D { line.removeLast() }
    return line
  }

  /// - Parameters:
  ///   - paths: what `git diff-tree --stdin -z -r --root --name-only --no-renames` writes for these commits.
  ///   - commits: in order.
  public func verify(
    paths: [UInt8], of commits: [CommitID], _ check: inout IndexVerification.Check
  ) throws(HistoryError) {
    var found = check
    try read { reader in
      var told: [CommitID: [String]] = [:]
      var current: CommitID?
      let wanted = Set(commits)
      for field in paths.split(separator: 0) {
        if field.count == 40, let id = CommitID(String(decoding: field, as: UTF8.self)),
          wanted.contains(id), told[id] == nil
        {
          current = id
          told[id] = []
        } else if let current {
          told[current]?.append(String(utf8OrLatin1: field))
        }
      }
      for id in commits {
        let kept = try reader.touchedPaths(at: reader.requirePosition(of: id))
        // A commit that changes nothing is not written at all.
        found.note(kept.map(Set.init) == Set(told[id] ?? []), at: "\(id)")
      }
    }
    check = found
  }

  /// - Parameter tags: all tags that have the commit, as `git tag --contains` lists them.
  public func verify(
    tags: [String], with commit: CommitID, _ check: inout IndexVerification.Check
  ) throws(HistoryError) {
    var expected: [String: KernelVersion] = [:]
    for version in tags.compactMap({ KernelVersion(releaseTag: $0) }) {
      expected[version.branch] = min(expected[version.branch] ?? version, version)
    }
    let (position, tagged) = try read { reader in
      (
        try reader.requirePosition(of: commit),
        Set(references.compactMap { $0.tagName.flatMap { KernelVersion(releaseTag: $0) } })
      )
    }
    // A release without a tag, which only its commit's subject names, is unknown to git.
    let untagged = Set(releases.firsts(with: position).map(\.version)).subtracting(tagged)
    let kept = Dictionary(
      releases.firsts(with: position).filter { tagged.contains($0.version) }.map {
        ($0.branch, $0.version)
      }
    ) { first, _ in first }
    for version in untagged { expected[version.branch] = nil }
    check.note(kept == expected, at: "\(commit)")
  }

  /// Checks all pages of the file but those that are free; nothing where the index is in memory.
  public func verifyPages() throws(HistoryError) -> IndexVerification.Check {
    var check = IndexVerification.Check(.pages)
    guard let path = try summary(includingIndex: true).indexPath else { return check }
    try read { reader in
      // The lock for reading keeps writers away meanwhile.
      _ = try reader.db.number("SELECT count(*) FROM meta")
      let pages = try IndexPages(OpenFile(path))
      for number in 1...max(1, pages.count) where !pages.free.contains(number) {
        check.note(try pages.isSound(number), at: "\(number)")
      }
    }
    return check
  }
}

/// The pages of an index file, as they are.
private struct IndexPages: ~Copyable {
  let count: Int
  /// Those that nothing is kept in; SQLite need not write them.
  let free: Set<Int>
  private let checksum: PageChecksum
  private let file: OpenFile
  private static let size = IndexSchema.pageSize

  init(_ file: consuming OpenFile) throws {
    guard let header = IndexHeader(try file.bytes(IndexHeader.size, at: 0)) else {
      throw DamagedIndex()
    }
    let count = (file.size + Self.size - 1) / Self.size
    let free = try Self.freePages(of: file, from: header.firstFreePage, count: count)
    (self.count, self.free, checksum) = (count, free, PageChecksum(salt: header.salt))
    self.file = file
  }

  /// A chain of pages that each list free ones: the next page, how many, their numbers.
  private static func freePages(
    of file: borrowing OpenFile, from first: Int, count: Int
  ) throws -> Set<Int> {
    // SQLite locks bytes of this page, and so never uses it.
    var free: Set = [(1 << 30) / Self.size + 1]
    var next = first
    var seen: Set<Int> = []
    while next > 0, next <= count, seen.insert(next).inserted {
      let page = try page(next, of: file)
      func number(_ place: Int) -> Int {
        page[(place * 4)..<(place * 4 + 4)].reduce(0) { $0 << 8 | Int($1) }
      }
      guard page.count == Self.size, number(1) <= Self.size / 4 - 2 else { break }
      for place in 0..<number(1) { free.insert(number(place + 2)) }
      next = number(0)
    }
    return free
  }

  private static func page(_ number: Int, of file: borrowing OpenFile) throws -> [UInt8] {
    try file.bytes(size, at: (number - 1) * size)
  }

  func isSound(_ number: Int) throws -> Bool {
    let bytes = try Self.page(number, of: file)
    return bytes.count == Self.size && bytes.withUnsafeBytes { checksum.fits($0, number: number) }
  }
}
