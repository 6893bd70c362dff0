internal import Assessment
internal import ChangeModel

extension Ranking {
  /// How many candidates there are, if all are notes on the package.
  fileprivate var onlyNotes: Int? {
    let kinds = suspects.map { $0.candidate.unseen?.kind }
    let isOnly = kinds.allSatisfy { $0 == .configuration || $0 == .packaging }
    return isOnly && !kinds.isEmpty ? kinds.count : nil
  }
}

extension UpgradeWriter {
  /// What to know before anything else: that the question is not what it seems.
  var notices: [Phrase] {
    [
      findings.orderNotice.map { notice in
        Phrase(sentences.sentence(on: notice).sentence)
          + Phrase(
            notice.remedy != .otherWayRound
              ? ""
              : isForBoard ? " What to ask instead is at the end." : " The other way round:")
      },
      unseen.map { Phrase($0.sentence) },
      isForBoard ? nil : unseen?.advice.map { Phrase(sentence: $0) },
      findings.onlyMakesReleases
        ? Phrase(
          """
          The only change is the release commit itself: it sets the version in the Makefile, which modules and programs \
          may look at.
          """) : nil,
      findings.onlyConfigures
        ? Phrase(
          "All that changes is the configuration (\(upgrade.changes.count.of("commit"))); nothing else lies between the two."
        ) : nil,
      ranking.flatMap(\.onlyNotes).map { notes in
        Phrase(
          """
          NEW adds no commit, only \(notes.of("change")) to the configuration or the package; nothing else lies between \
          the two.
          """)
      },
    ].compactMap(\.self)
  }

  /// What the clone does not show of the update; where entries are only compared, each says so itself.
  var unseen: UnseenPart? { sentences.command == .compare ? nil : findings.unseen }

  /// The notices alone, where there is no other answer to begin with.
  func notice() -> Document.Headline? {
    guard !notices.isEmpty else { return nil }
    return Document.Headline(
      tone: findings.orderNotice == nil ? .plain : .bad, lines: notices, commands: orderCommands)
  }

  /// What to ask instead.
  var orderCommands: [String] {
    [findings.orderNotice.flatMap(sentences.command)].compactMap(\.self)
  }
}
