import ChangeModel
import Git

/// Adds commits to an index file. Lives for one transaction.
struct IndexWriter {
  private let db: Database
  private let commits, refs, cves, releases, messages, people: Statement

  init(_ db: Database) throws {
    self.db = db
    commits = try db.statement("INSERT INTO commits VALUES (?, ?, ?, ?, ?)")
    refs = try db.statement("INSERT INTO refs VALUES (?, ?, ?, ?, ?)")
    cves = try db.statement("INSERT INTO cves VALUES (?, ?)")
    releases = try db.statement("INSERT INTO releases VALUES (?, ?)")
    messages = try db.statement(
      "INSERT INTO messages (rowid, subject, body) VALUES (?, ?, ?)")
    people = try db.statement(
      "INSERT INTO people (rowid, author, reporter, reviewer) VALUES (?, ?, ?, ?)")
  }

  func add(_ batch: CommitBatch) throws {
    try batch.text.withUnsafeBytes { text in
      var start = 0
      for (position, entry) in zip(batch.start..., batch.entries) {
        commits.bind(position, at: 1)
        commits.bind(entry.id, at: 2)
        commits.bind(entry.wholeKey, at: 3)
        commits.bind(entry.tailKey, at: 4)
        commits.bind(entry.authorKey, at: 5)
        try commits.run()
        messages.bind(position, at: 1)
        messages.bind(text: .init(rebasing: text[start..<entry.subjectEnd]), at: 2)
        messages.bind(text: .init(rebasing: text[entry.subjectEnd..<entry.bodyEnd]), at: 3)
        try messages.run()
        people.bind(position, at: 1)
        start = entry.bodyEnd
        for (column, end) in zip(
          Int32(2)..., [entry.authorEnd, entry.reporterEnd, entry.reviewerEnd])
        {
          people.bind(text: .init(rebasing: text[start..<end]), at: column)
          start = end
        }
        try people.run()
      }
    }
    for (cve, position) in batch.cves {
      cves.bind(cve, at: 1)
      cves.bind(position, at: 2)
      try cves.run()
    }
    for (version, position) in batch.releases {
      releases.bind(position, at: 1)
      releases.bind("\(version)", at: 2)
      try releases.run()
    }
  }

  /// Adds what holds the commits together, once all of them are in.
  ///
  /// - Parameters:
  ///   - graph: what the file has; gets the new commits too.
  ///   - earlier: the row of a commit that the file had before.
  func add(
    _ links: CommitLinks, to graph: inout CommitGraph, earlier: (CommitID) throws -> Int32?
  ) throws {
    let furtherStart = graph.furtherParents.count
    graph.startPart()
    var unfinished = try UnfinishedCommits(of: db)
    for place in links.ids.indices {
      let parents = try links.parents(at: place).map { id, row in
        row == CommitLinks.elsewhere ? try earlier(id) : row
      }
      if parents.contains(nil) { unfinished.rows.append(Int32(graph.count)) }
      graph.append(time: links.times[place], parents: parents.compactMap(\.self))
    }
    try unfinished.write(to: db)
    let chunk = try db.statement("INSERT INTO graph (records, further) VALUES (?, ?)")
    chunk.bind(copied: graph.records(from: links.start), at: 1)
    chunk.bind(copied: graph.furtherParentBytes(from: furtherStart), at: 2)
    try chunk.run()
    for mention in links.mentions {
      refs.bind(mention.position, at: 1)
      refs.bind(mention.kind.rawValue, at: 2)
      refs.bind(mention.digits, at: 3)
      refs.bind(mention.quotedKey, at: 4)
      refs.bind(mention.target, at: 5)
      try refs.run()
    }
  }
}

// MARK: - Updates

extension IndexWriter {
  /// Adds the commits reachable from the tips that the file lacks.
  func update(
    behind tips: [CommitID], in repository: Repository, graph: inout CommitGraph,
    progress: (Activity) -> Void
  ) throws {
    let halves = try IndexHalves(of: db)
    let lookup = try db.statement(
      halves.select("position", from: "commits", by: "commitsById", where: "id = ?1"))
    /// Commits that the file had before, and which it lacks, as far as asked.
    var asked: [CommitID: Int32?] = [:]
    func earlier(_ id: CommitID) throws -> Int32? {
      if let known = asked[id] { return known }
      lookup.bind(id, at: 1)
      let found = try lookup.numbers(limit: 1).first.map { Int32($0) }
      asked[id] = .some(found)
      return found
    }
    var reader = CommitReader(in: repository, start: graph.count)
    func isKnown(_ id: CommitID) throws -> Bool { try earlier(id) != nil }
    try reader.read(behind: tips, isKnown: isKnown) { batch in
      try add(batch)
      let done = batch.start + batch.entries.count - graph.count
      progress(.counting(.indexing, done: done, total: nil))
    }
    var links = reader.links
    try UnreadableCommits(links.unreadable).add(to: db)
    guard !links.ids.isEmpty else { return }
    links.resolve()
    try settle(&links, halves)
    try add(links, to: &graph, earlier: earlier)
    try halves.mergeIfGrown(in: db, count: graph.count)
    progress(.indexed(commits: links.ids.count))
  }

  /// Finds whom the new messages name among all commits, and whether old messages meant the new commits.
  private func settle(_ links: inout CommitLinks, _ halves: IndexHalves) throws {
    let named = try db.statement(
      halves.select("position", from: "commits", by: "commitsById", where: "id BETWEEN ?1 AND ?2"))
    func target(of digits: String) throws -> Int32? {
      guard let (low, high) = AbbreviatedCommitID(digits)?.bounds else { return nil }
      named.bind(low, at: 1)
      named.bind(high, at: 2)
      let found = try named.numbers(limit: 2)
      return found.count == 1 ? Int32(found[0]) : nil
    }
    for place in links.mentions.indices {
      links.mentions[place].target = try target(of: links.mentions[place].digits)
    }
    let naming = try db.statement(
      halves.select(
        "rowid, digits", from: "refs", by: "refsByDigits", where: "digits BETWEEN ?1 AND ?2"))
    let update = try db.statement("UPDATE refs SET target = ? WHERE rowid = ?")
    for id in links.ids {
      let digits = "\(id)"
      let shortest = String(digits.prefix(MessageReferences.fewestDigits))
      naming.bind(shortest, at: 1)
      naming.bind(digits, at: 2)
      let rows = try naming.all { (row: $0.number(0), digits: $0.text(1)) }
      for (row, written) in rows where digits.hasPrefix(written) {
        update.bind(try target(of: written), at: 1)
        update.bind(row, at: 2)
        try update.run()
      }
    }
  }
}
