internal import ChangeModel

extension Suspect {
  /// Its evidence.
  var sentences: [String] { evidence.map { $0.sentence(calling: candidate.textName) } }
}

extension UpgradeWriter {
  func suspects(_ ranking: Ranking, isLead: Bool) -> Document.Section {
    let shown = ranking.suspects.prefix(detail.suspectLimit)
    let cards = shown.enumerated().map { index, suspect in
      Block.SuspectCard(
        rank: index + 1, probability: suspect.probability,
        id: suspect.candidate.shortID, name: suspect.candidate.name,
        subject: suspect.candidate.subject,
        context: words.context(of: suspect.candidate),
        evidence: suspect.sentences.map { Phrase($0) },
        followUps: suspect.candidate.followUps.map(words.followUp))
    }
    var blocks: [Block] = []
    if let caveat = ranking.caveat { blocks.append(.callout(.bad, Phrase(caveat.sentence))) }
    if ranking.suspects.isEmpty {
      blocks.append(
        .paragraph("There is no commit to suspect: none was found behind the added entries."))
    } else {
      let rest = remainder(of: ranking, after: shown.count)
      blocks.append(.suspects(Block.SuspectList(cards: cards, rest: rest)))
    }
    if ranking.outside >= Self.notedOutside {
      blocks.append(
        .paragraph(
          Phrase(
            """
            The cause may be none of these changes (\(ranking.outside.percent)): firmware, user space, hardware or a configuration \
            can break it, too.
            """
          )))
    }
    if let discounts = discounts(of: ranking) { blocks.append(.paragraph(discounts)) }
    blocks += explanation(in: ranking)
    return Document.Section(
      anchor: "suspects", title: "Suspects", isLead: isLead, blocks: blocks)
  }

  /// Where causes outside of the range get a sentence of their own.
  private static let notedOutside = 0.1

  /// `Almost no weight: 12 that touch documentation only, 3 for other architectures.`
  private func discounts(of ranking: Ranking) -> Phrase? {
    let parts = Discount.allCases.compactMap { discount in
      ranking.discounts[discount].map { "\($0.grouped) \(discount.words)" }
    }
    guard !parts.isEmpty else { return nil }
    return Phrase(
      "Almost no weight: \(parts.joined(separator: ", ")); of \(ranking.suspects.count.grouped) changes."
    )
  }

  /// The suspect that was asked about, taken apart.
  private func explanation(in ranking: Ranking) -> [Block] {
    guard let explanation = ranking.explanation,
      let place = ranking.suspects.firstIndex(where: {
        $0.candidate.id == explanation.suspect
      })
    else { return [] }
    let suspect = ranking.suspects[place]
    let rows = explanation.reasons.map { reason in
      [
        Phrase(reason.factor >= 1 ? "for" : "against"), Phrase(Self.factor(reason.factor)),
        Phrase(reason.measurement),
      ]
    }
    let facts = suspect.sentences.map { Block.Item(Phrase($0)) }
    return [
      .group(
        Block.Group(
          title: Phrase("Explained: ") + words.candidate(suspect.candidate),
          note: Phrase(
            "rank \((place + 1).grouped) of \(ranking.suspects.count.grouped), \(suspect.probability.percent)"
          ),
          blocks: (facts.isEmpty ? [] : [.list(facts)]) + [
            .paragraph("What each measurement makes of its odds, against the typical change:"),
            .table(Block.Table(columns: ["Speaks", "Odds", "Measured"], rows: rows)),
          ]))
    ]
  }

  /// `× 12`, `÷ 3.4`
  private static func factor(_ factor: Double) -> String {
    let size = max(factor, 1 / factor)
    let number =
      size >= 10 ? "\(Int(min(size, 1e9).rounded()).grouped)" : "\((size * 10).rounded() / 10)"
    return factor >= 1 ? "× \(number)" : "÷ \(number)"
  }

  /// `35 % on the 2,429 others · …`
  private func remainder(of ranking: Ranking, after shown: Int) -> Phrase {
    var parts: [Phrase] = []
    let others = ranking.suspects.dropFirst(shown)
    if !others.isEmpty {
      let probability = others.reduce(0) { $0 + $1.probability }
      let name = others.count == 1 ? "the other one" : "the \(others.count.grouped) others"
      parts.append(.strong(probability.percent) + Phrase(" on \(name)"))
    }
    if ranking.outside > 0 {
      parts.append(.strong(ranking.outside.percent) + Phrase(" on none of these"))
    }
    let entries = ranking.suspects.filter { $0.change == nil }
    if !entries.isEmpty {
      let probability = entries.reduce(0) { $0 + $1.probability }
      parts.append(
        Phrase(
          "\(probability.percent) on \(entries.count.of("candidate")) without a commit, which cannot be tested one by one"
        ))
    }
    if let bisection = search?.bisection {
      let boots = max(0, Int(min(bisection.weighted, 1e6).rounded()))
      parts.append(
        Phrase(
          """
          testing by these probabilities needs about \(boots.of("boot")) \
          (git bisect: \(bisection.plain.grouped))
          """))
    }
    return parts.joined(by: " · ")
  }
}
