internal import ChangeModel

extension DocumentWriter {
  /// What to know before anything else: that the question is not what it seems.
  var notices: [Phrase] {
    [
      report.orderNotice.map { notice in
        Phrase(notice.sentence.sentence)
          + Phrase(notice.command == nil ? "" : " The other way round:")
      },
      findings.onlyMakesReleases
        ? Phrase(
          """
          The only change is the release commit itself: it sets the version in the Makefile, which modules and programs \
          may look at.
          """) : nil,
    ].compactMap(\.self)
  }

  /// The notices alone, where there is no other answer to begin with.
  func notice() -> Document.Headline? {
    guard !notices.isEmpty else { return nil }
    let order = report.orderNotice
    return Document.Headline(
      tone: order == nil ? .plain : .bad, lines: notices,
      commands: [order?.command].compactMap(\.self))
  }
}
