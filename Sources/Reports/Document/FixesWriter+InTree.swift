internal import ChangeModel

extension FixesWriter {
  /// Whether the tree that was asked about has the commits; `nil` if none was.
  var answerOnTree: Document.Headline? {
    guard report.tree != nil, let tone else { return nil }
    let told = report.answer.findings.compactMap { finding in finding.inTree.map { (finding, $0) } }
    guard told.count != 1 else {
      return Document.Headline(
        tone: tone, lines: [words.inTree(told[0].1, of: told[0].0)] + unknownLines)
    }
    guard !told.isEmpty else { return Document.Headline(tone: tone, lines: nothingToLookFor) }
    let shown = 10
    return Document.Headline(
      tone: tone,
      lines: [.strong(told.map(\.1).sum)]
        + told.prefix(shown).map {
          .commit($0.0.commit.id) + " " + words.inTree($0.1, of: $0.0)
        }
        + (told.count > shown ? [Phrase("and \((told.count - shown).grouped) more, below")] : [])
        + unknownLines)
  }

  /// The hunks, if they are not all as the change leaves them.
  func hunks(of finding: FixFinding) -> [Block.Item] {
    guard let standing = finding.inTree, standing.hunks.count > 1,
      !standing.hunks.allSatisfy(\.isPresent)
    else { return [] }
    let shown = 20
    var items = standing.hunks.prefix(shown).map { hunk in
      Block.Item(Phrase(hunk.sentence + (hunk.decides ? "" : " (does not count)")))
    }
    if standing.hunks.count > shown {
      items.append(Block.Item(words.more(standing.hunks.count - shown)))
    }
    return [Block.Item(Phrase("its hunks in \(standing.tree)"), items)]
  }
}

extension Words {
  /// `not in the tree vendor: fs/overlayfs/dir.c:123 still has “…”`
  func inTree(_ standing: TreeStanding, of finding: FixFinding) -> Phrase {
    let tone: Phrase.Tone =
      switch standing.answer {
      case .yes: .good
      case .no: .bad
      case .unknown: .plain
      }
    var phrase = Phrase(standing.lead, tone)
    if standing.version != finding.commit.id {
      phrase += ", as " + .commit(standing.version)
    }
    return phrase + (standing.rest.isEmpty ? "" : Phrase(": \(standing.rest)"))
  }
}
