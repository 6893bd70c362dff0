import ChangeModel

/// A commit named in a message, as the index has it.
struct StoredReference {
  let row: Int64
  let position: CommitPosition
  let kind: CommitReference.Kind
  /// The commit that the digits name, where they name exactly one.
  let target: CommitPosition?
  /// Empty where only a subject was quoted; left empty by ``IndexReader/forEachReference(_:)`` where the target is known.
  let digits: String
  /// ``SubjectKey`` of the subject quoted; likewise.
  let quotedKey: Int64?
}

extension StoredReference {
  /// From a row of rowid, position, kind, target, digits and quotedKey; `nil` for a mere mention.
  ///
  /// - Parameter keepingTexts: reads digits and key also where the target is known.
  fileprivate init?(_ columns: Statement.Columns, keepingTexts: Bool) {
    let kind = CommitReference.Kind(rawValue: UInt8(truncatingIfNeeded: columns.number(2)))
    guard let kind, kind != .mentions else { return nil }
    let target = columns.optionalNumber(3)
    let readsTexts = keepingTexts || target == nil
    self.init(
      row: columns.number(0), position: CommitPosition(Int(columns.number(1))), kind: kind,
      target: target.map { CommitPosition(Int($0)) }, digits: readsTexts ? columns.text(4) : "",
      quotedKey: readsTexts ? columns.optionalNumber(5) : nil)
  }
}

extension IndexReader {
  /// Calls `body` for every reference of the history that says more than a mention, in one pass.
  ///
  /// - Complexity: some 100 ns for each, since texts are left alone where the target is known.
  func forEachReference(_ body: (StoredReference) -> Void) throws {
    let statement = try db.statement(
      "SELECT rowid, position, kind, target, digits, quotedKey FROM refs")
    try statement.forEachRow { columns in
      if let reference = StoredReference(columns, keepingTexts: false) { body(reference) }
      return true
    }
  }

  /// What a commit's message names, but for mere mentions; as all of these, in the order of the index.
  func references(from position: CommitPosition) throws -> [StoredReference] {
    try references(.referencesByPosition, Int64(position.row))
  }

  /// The references whose digits name this commit and no other.
  func references(toTarget position: CommitPosition) throws -> [StoredReference] {
    try references(.referencesByTarget, Int64(position.row))
  }

  func references(quoting key: Int64) throws -> [StoredReference] {
    try references(.referencesByQuote, key)
  }

  private func references(
    _ question: IndexStatements.Question, _ key: Int64
  ) throws -> [StoredReference] {
    let statement = try statements[question]
    statement.bind(key, at: 1)
    return try references(statement)
  }

  /// The references that name this commit by its digits, by the first seven or more of them, or by more digits than
  /// are known here.
  func references(naming id: AbbreviatedCommitID) throws -> [StoredReference] {
    try references(withKey: id.digits.prefix(7)).filter {
      id.digits.hasPrefix($0.digits) || $0.digits.hasPrefix(id.digits)
    }
  }

  /// The references whose first seven digits are these; of shorter ids, only the very same.
  func references(withKey key: Substring) throws -> [StoredReference] {
    try references(from: String(key), to: key.utf8.count == 7 ? key + "g" : String(key))
  }

  /// The references whose digits this name starts with.
  func references(startingName id: AbbreviatedCommitID) throws -> [StoredReference] {
    // An id has five digits at least.
    try references(from: String(id.digits.prefix(5)), to: id.digits)
      .filter { id.digits.hasPrefix($0.digits) }
  }

  private func references(from low: String, to high: String) throws -> [StoredReference] {
    let statement = try statements[.referencesByDigits]
    statement.bind(low, at: 1)
    statement.bind(high, at: 2)
    return try references(statement)
  }

  private func references(_ statement: Statement) throws -> [StoredReference] {
    var found: [StoredReference] = []
    try statement.forEachRow { columns in
      if let reference = StoredReference(columns, keepingTexts: true) { found.append(reference) }
      return true
    }
    return found
  }

  /// The digits that a reference was written with, and the key of the subject beside them.
  func writtenForm(ofReference row: Int64) throws -> (digits: String, quotedKey: Int64?) {
    let statement = try statements[.writtenForm]
    statement.bind(row, at: 1)
    var form: (String, Int64?) = ("", nil)
    try statement.forEachRow { columns in
      form = (columns.text(0), columns.optionalNumber(1))
      return false
    }
    return form
  }

  /// The other commits with the same subject, or the same author and author date.
  func positions(
    like position: CommitPosition
  ) throws -> [(position: CommitPosition, hasSubject: Bool, hasAuthor: Bool)] {
    let mine = try keys(at: position)
    let bySubject = try positions(wholeKey: mine.whole)
    let byAuthor = try positions(authorKey: mine.author)
    if bySubject.count == 1, byAuthor.count == 1 { return [] }
    return Set(bySubject + byAuthor).filter { $0 != position }.sorted().map {
      ($0, bySubject.contains($0), byAuthor.contains($0))
    }
  }

  /// The commits of a list, each `nil` where the clone lacks it.
  ///
  /// - Complexity: 3 µs a commit; for a large part of the history one pass over all of it, which is cheaper.
  func positions(ofAll ids: [CommitID], of count: Int) throws -> [CommitPosition?] {
    guard ids.count * 10 > count else { return try ids.map { try position(of: $0) } }
    var found = [CommitPosition?](repeating: nil, count: ids.count)
    let inOrder = ids.indices.sorted { ids[$0].leadingBytes < ids[$1].leadingBytes }
    for half in statements.halves.allByID {
      var next = 0
      try db.statement(half).forEachRow { columns in
        guard let id = CommitID(bytes: columns.bytes(0)) else { throw DamagedIndex() }
        while next < inOrder.count, ids[inOrder[next]].leadingBytes < id.leadingBytes { next += 1 }
        var same = next
        while same < inOrder.count, ids[inOrder[same]].leadingBytes == id.leadingBytes {
          if ids[inOrder[same]] == id {
            found[inOrder[same]] = CommitPosition(Int(columns.number(1)))
          }
          same += 1
        }
        return next < inOrder.count
      }
    }
    return found
  }
}
