internal import ChangeModel
internal import Git

/// The commits and CVEs that a commit message names.
///
/// Reads lines as bytes and looks closer only at those that start like a reference, since most of a history's text
/// is prose. Quoted (indented) lines are never references: a revert often quotes the backport's own line.
struct MessageReferences: Hashable, Sendable {
  private(set) var references: [CommitReference] = []
  /// Of `Revert "subject"`, when the message gives no id.
  private(set) var revertedSubject: String?
  private(set) var cves: [String] = []

  /// - Parameter message: subject, blank line, body, as stored.
  init(reading message: ArraySlice<UInt8>) {
    var lines = MessageLines(message)
    let subject = lines.next() ?? []
    cves = Self.cves(in: message)
    while let line = lines.next() {
      guard let first = line.first else { continue }
      switch first | 0x20 {
      case UInt8(ascii: "f"): readTagged("fixes:", .fixes, line, &lines)
      case UInt8(ascii: "s"): readTagged("stable-dep-of:", .stableDependency, line, &lines)
      case UInt8(ascii: "g"): readTagged("git-commit:", .upstream, line, &lines)
      case UInt8(ascii: "a"): readTagged("alt-commit:", .upstream, line, &lines)
      case UInt8(ascii: "n"):
        readTagged("not-entirely-upstream-sha1-but-equivalent:", .upstream, line, &lines)
      case UInt8(ascii: "t"), UInt8(ascii: "r"):
        readRevert(line, &lines)
      case UInt8(ascii: "c"), UInt8(ascii: "u"), UInt8(ascii: "w"), UInt8(ascii: "{"),
        UInt8(ascii: "("), UInt8(ascii: "*"):  // "[" | 0x20 is "{"
        readUpstream(line, &lines)
      default: break
      }
    }
    if !references.contains(where: { $0.kind == .reverts }) {
      revertedSubject = Self.revertedSubject(of: subject)
    }
  }

  private mutating func add(_ reference: CommitReference) {
    let known = references.contains { $0.kind == reference.kind && $0.id == reference.id }
    if !known { references.append(reference) }
  }
}

// MARK: - Tags with an id and a quoted subject

extension MessageReferences {
  /// `Fixes: 1a2b3c4d5e6f ("subject")` and its kin: the tag in any case, the id of 7 to 40 digits perhaps after a
  /// word or a caret, the subject in either quotes, bare, or wrapped over lines.
  private mutating func readTagged(
    _ tag: StaticString, _ kind: CommitReference.Kind, _ line: ArraySlice<UInt8>,
    _ lines: inout MessageLines
  ) {
    guard line.startsIgnoringCase(tag) else { return }
    var words = line.dropFirst(tag.utf8CodeUnitCount).words(limit: 4)
    while let word = words.first {
      guard let id = word.commitID(atLeast: 7) else {
        words.removeFirst()
        continue
      }
      let rest = line[word.endIndex...]
      guard id.digits.utf8.count >= 10 || !word.isDecimal || rest.contains(UInt8(ascii: "\""))
      else { return }  // a bug number
      add(CommitReference(kind: kind, id: id, quotedSubject: quoted(rest, &lines)))
      return
    }
  }

  /// The subject after an id, joined with the next lines while its quotation stays open.
  private func quoted(_ rest: ArraySlice<UInt8>, _ lines: inout MessageLines) -> String? {
    var text = Array(rest.trimmed)
    guard text.first.map({ "(\"'".utf8.contains($0) }) ?? false else { return nil }
    var joined = 0
    while joined < 3, !text.hasSuffix(")"), let next = lines.peek(), !next.isEmpty {
      text += [UInt8(ascii: " ")] + next.trimmed
      _ = lines.next()
      joined += 1
    }
    let inner = text[...].trimming { "()\"'".utf8.contains($0) || $0 == 0x20 }
    return inner.isEmpty ? nil : String(gitBytes: inner)
  }
}

// MARK: - Upstream commits

extension MessageReferences {
  /// `commit <id> upstream.`, `[ Upstream commit <id> ]`, `(cherry picked from commit <id>)` and their variants.
  ///
  /// After the id only punctuation, a closing bracket, a word such as `upstream`, or a URL may follow: so prose like
  /// "commit abc added this" is no reference.
  private mutating func readUpstream(_ line: ArraySlice<UInt8>, _ lines: inout MessageLines) {
    var text = line.trimming { "[](){}*. ".utf8.contains($0) || $0 == 0x09 }
    for opening in ["which was ", "this is ", "was "] as [StaticString]
    where text.startsIgnoringCase(opening) {
      text = text.dropFirst(opening.utf8CodeUnitCount)
    }
    if text.startsIgnoringCase("cherry picked from commit")
      || text.startsIgnoringCase("cherry-picked from commit")
      || text.startsIgnoringCase("backported from commit")
    {
      if let id = text.words(limit: 5).dropFirst(3).lazy.compactMap({ $0.commitID(atLeast: 7) })
        .first
      {
        add(CommitReference(kind: .cherryPick, id: id))
      }
      return
    }
    let isUpstreamFirst = text.startsIgnoringCase("upstream commit")
    guard isUpstreamFirst || text.startsIgnoringCase("commit ") else { return }
    var rest = text.dropFirst(isUpstreamFirst ? 15 : 7)
    if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
    rest = rest.trimmed
    if rest.isEmpty, isUpstreamFirst, let next = lines.peek() {  // the id stands on the next line
      rest = next.trimming { "[]() .".utf8.contains($0) }
    }
    guard let word = rest.words(limit: 1).first, let id = word.commitID(atLeast: 8) else { return }
    let tail = line[word.endIndex...].trimming {
      "[](){}*.,;:=".utf8.contains($0) || $0 == 0x20 || $0 == 0x09
    }
    if isUpstreamFirst {
      guard tail.isEmpty || id.full != nil else { return }
    } else {
      guard
        tail.equalsIgnoringCase("upstream") || tail.equalsIgnoringCase("from upstream")
          || tail.equalsIgnoringCase("in upstream")
          || (tail.startsIgnoringCase("upstream") && id.full != nil)
          || (tail.isEmpty && id.full != nil && lines.mentionsTracker)
      else { return }
    }
    add(CommitReference(kind: .upstream, id: id))
  }
}

// MARK: - Reverts

extension MessageReferences {
  /// `This reverts commit <id>.`, also `… which is commit <id> upstream`: both ids name the reverted change.
  ///
  /// A partial revert leaves the change in force, so it counts as a fix of it.
  private mutating func readRevert(_ line: ArraySlice<UInt8>, _ lines: inout MessageLines) {
    let isPartial =
      line.startsIgnoringCase("this partially reverts")
      || line.startsIgnoringCase("this is a partial revert of")
    guard
      isPartial || line.startsIgnoringCase("this reverts")
        || line.startsIgnoringCase("this is a revert of")
        || line.startsIgnoringCase("revert commit ") || line.startsIgnoringCase("reverts commit ")
        || line.startsIgnoringCase("reverts ") || line.startsIgnoringCase("reverted upstream ")
    else { return }
    var ids = line.words(limit: 24).compactMap { $0.commitID(atLeast: 8) }
    let endsSentence = line.trimmed.last == UInt8(ascii: ".")
    if !endsSentence, let next = lines.peek() {
      let more = next.words(limit: 8).compactMap { $0.commitID(atLeast: 12) }
      if !more.isEmpty, ids.isEmpty || next.contains(bytes: "upstream") {
        ids += more
        _ = lines.next()  // or it would be read as this commit's own upstream reference
      }
    }
    for id in ids { add(CommitReference(kind: isPartial ? .fixes : .reverts, id: id)) }
  }

  /// `subject` of `Revert "subject"`; `nil` for another line.
  private static func revertedSubject(of subject: ArraySlice<UInt8>) -> String? {
    guard subject.startsIgnoringCase("revert ") else { return nil }
    let rest = subject.dropFirst(7).trimmed
    guard rest.first == UInt8(ascii: "\""), rest.last == UInt8(ascii: "\""), rest.count > 2 else {
      return nil
    }
    return String(gitBytes: rest.dropFirst().dropLast())
  }
}

// MARK: - CVEs

extension MessageReferences {
  /// Every `CVE-<year>-<four digits or more>`, upper case, in order, once each.
  private static func cves(in message: ArraySlice<UInt8>) -> [String] {
    var found: [String] = []
    var cursor = message.startIndex
    while let dash = message[cursor...].firstIndex(of: UInt8(ascii: "-")) {
      cursor = dash + 1
      guard dash - message.startIndex >= 3,
        message[(dash - 3)..<dash].equalsIgnoringCase("cve")
      else { continue }
      let year = message[cursor...].prefix { (0x30...0x39).contains($0) }
      guard year.count == 4, year.endIndex < message.endIndex,
        message[year.endIndex] == UInt8(ascii: "-")
      else { continue }
      let number = message[(year.endIndex + 1)...].prefix { (0x30...0x39).contains($0) }
      guard number.count >= 4 else { continue }
      let id = "CVE-\(String(gitBytes: year))-\(String(gitBytes: number))"
      if !found.contains(id) { found.append(id) }
      cursor = number.endIndex
    }
    return found
  }
}
