internal import ChangeModel
internal import Text

// Lines that say in a few words that this commit is a backport of another, or takes it back.

extension ReferenceReader {
  /// - Parameters:
  ///   - isBracketed: the line starts with `[` or `(`, as no prose does.
  ///   - opensParagraph: no other sentence can have begun before it.
  mutating func readOpening(
    _ line: Range<Int>, isBracketed: Bool, opensParagraph: Bool, in text: Span<UInt8>
  ) {
    guard let opening = Opening(line, in: text) else { return }
    let end = text.lineEnd(from: opening.id.upperBound)
    if opening.roles.contains(.revert) {
      guard opensParagraph || !opening.roles.isDisjoint(with: .article) else { return }
      readRevert(opening, end, in: text)
    } else if opening.roles.contains(.fixes) {
      readIDs(startingWith: opening.id, .fixes, to: end, in: text)
    } else if opening.roles.isDisjoint(with: [.partial, .adverb]) {
      readBackport(
        opening, end, isBracketed: isBracketed, opensParagraph: opensParagraph, in: text)
    }
  }
}

// MARK: - Backports

extension ReferenceReader {
  /// `commit <id> upstream.`, `[ Upstream commit <id> ]`, `(cherry picked from commit <id>)` and their variants.
  ///
  /// What follows the id distinguishes them from prose such as "commit abc added this".
  private mutating func readBackport(
    _ opening: Opening, _ end: Int, isBracketed: Bool, opensParagraph: Bool, in text: Span<UInt8>
  ) {
    let roles = opening.roles
    if roles.contains(.target), roles.isDisjoint(with: .backport) { return }
    var tail = opening.id.upperBound..<end
    if isBracketed || roles.contains(.backport),
      let subject = text.quotation(after: tail.lowerBound, lineEnd: end)
    {
      tail = min(subject.end, end)..<end
    }
    tail = text.trimming(tail) { $0.isWhite || $0.isMark }
    let saysUpstream =
      text.equals("upstream", tail) || text.equals("from upstream", tail)
      || text.equals("in upstream", tail) || text.equals("from mainline", tail)
      || text.has("upstream", at: tail.lowerBound) && !tail.isEmpty && opening.id.count == 40
    let kind: CommitReference.Kind
    if roles.contains(.cherryPick) {
      kind = .cherryPick
    } else if roles.contains(.upstream) {
      guard tail.isEmpty || saysUpstream, isBracketed || opensParagraph else { return }
      kind = .upstream
    } else if roles.contains(.backport) {
      guard isBracketed || opensParagraph && (tail.isEmpty || saysUpstream) else { return }
      kind = saysUpstream ? .upstream : .cherryPick
    } else {
      // RHEL's backports give the bare id beside a link to their tracker.
      guard roles == .commit,
        saysUpstream || tail.isEmpty && opening.id.count == 40 && text.linksTracker
      else { return }
      kind = .upstream
    }
    // Behind "This reverts commit …" stands the reverted backport's original.
    let isReverted = kind == .upstream && saysItReverts
    var next: Range<Int>? = opening.id
    while let id = next {
      add(isReverted ? .reverts : kind, id, nil, in: text)
      next = text.joinedID(in: id.upperBound..<end)
    }
    consume(to: end)
  }
}

// MARK: - Reverts

extension ReferenceReader {
  /// `This reverts commit <id>.`, also `… which is commit <id> upstream`: both ids name the reverted change.
  ///
  /// A partial revert leaves the change in force, so it counts as a fix of it.
  private mutating func readRevert(_ opening: Opening, _ end: Int, in text: Span<UInt8>) {
    let kind: CommitReference.Kind = opening.roles.contains(.partial) ? .fixes : .reverts
    saysItReverts = kind == .reverts
    let subject =
      text.quotation(after: opening.id.upperBound, lineEnd: end)
      .flatMap { text[opening.id.upperBound] == 0x20 ? $0 : nil }
    add(kind, opening.id, opening.subject ?? subject?.text, in: text)
    var cursor = subject?.end ?? opening.id.upperBound
    consume(to: max(cursor, end))
    var next = cursor < end ? text.joinedID(in: cursor..<end) : nil
    while let id = next {
      add(kind, id, nil, in: text)
      cursor = id.upperBound
      next = text.joinedID(in: cursor..<end)
    }
    if let original = text.original(after: cursor) {
      add(kind, original, nil, in: text)
      consume(to: text.lineEnd(from: original.upperBound))
      return
    }
    // A list of them, one a line.
    while let line = text.line(after: text.lineEnd(from: cursor)) {
      var rest = line
      guard let word = text.takeWord(from: &rest), word.count >= 8, text.looksLikeID(word),
        text.isCommitID(word, atLeast: 8),
        let subject = text.quotation(after: word.upperBound, lineEnd: line.upperBound)
      else { return }
      add(kind, word, subject.text, in: text)
      cursor = subject.end
      consume(to: cursor)
    }
  }

  /// The subject quoted by `Revert "subject"` or `Reapply "subject"`, also after a subsystem's prefix; `nil` for
  /// another line.
  static func revertedSubject(of line: Range<Int>, in text: Span<UInt8>) -> RevertedSubject? {
    let line = text.trimming(line, where: \.isWhite)
    guard let last = line.last, text[last] == UInt8(ascii: "\"") else { return nil }
    let verbs = ["revert \"", "reapply \""] as [StaticString]
    for verb in verbs {
      guard let start = text.firstOffset(of: verb, in: line),
        start == line.lowerBound || text.has(": ", at: start - 2) || text.has("] ", at: start - 2)
      else { continue }
      let inner = start + verb.utf8CodeUnitCount
      guard inner < last else { return nil }
      return RevertedSubject(
        range: inner..<last, isRevertItself: text.has("reapply", at: start))
    }
    return nil
  }

  /// `[TCP]: Revert <id>`
  ///
  /// - Returns: the subject line.
  mutating func readSubject(in text: Span<UInt8>) -> Range<Int> {
    let end = text.lineEnd(from: 0)
    guard let verb = text.firstRevert(in: 0..<end),
      let opening = Opening(verb..<end, in: text),
      opening.id.upperBound <= end, opening.roles.contains(.revert)
    else { return 0..<end }
    let isPartial = text.firstOffset(of: "partial", in: 0..<verb) != nil
    add(
      isPartial || opening.roles.contains(.partial) ? .fixes : .reverts, opening.id, nil, in: text)
    return 0..<end
  }
}

extension Span<UInt8> {
  /// Where "revert" first stands. Every message is asked, so it is looked for by its rarest letter.
  fileprivate func firstRevert(in range: Range<Int>) -> Int? {
    for letter in "vV".utf8 {
      var rest = range
      while let place = firstOffset(of: letter, in: rest) {
        if has("revert", at: place - 2) { return place - 2 }
        rest = place + 1..<range.upperBound
      }
    }
    return nil
  }

  /// `which is commit <id> upstream`, on this line or the next.
  fileprivate func original(after offset: Int) -> Range<Int>? {
    let end = lineEnd(from: offset)
    let next = line(after: end)
    var rest = offset..<(next?.upperBound ?? end)
    guard let start = takeWord(from: &rest), equals("which", start) else { return nil }
    var saysUpstream = false
    for _ in 0..<6 {
      // The next line follows without a blank.
      guard let word = takeWord(from: &rest) else { return nil }
      if equals("upstream", word) { saysUpstream = true }
      guard word.count >= 8, looksLikeID(word), isCommitID(word, atLeast: 8) else {
        continue
      }
      let behind = takeWord(from: &rest)
      guard saysUpstream || behind.map({ equals("upstream", $0) }) ?? false else { return nil }
      return word
    }
    return nil
  }

  /// Whether the message has a line that links a vendor's tracker.
  fileprivate var linksTracker: Bool {
    var line = 0..<lineEnd(from: 0)
    while let next = self.line(after: line.upperBound) {
      let start = next.lowerBound
      if has("jira: ", at: start) || has("jira ", at: start)
        || has("bugzilla: https://bugzilla.redhat", at: start)
      {
        return true
      }
      line = next
    }
    return false
  }
}
