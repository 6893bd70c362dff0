internal import ChangeModel

/// Lays out what was looked at: whether all is there, each thing with its standing, and what to do.
struct CheckupWriter {
  private let checkup: Checkup

  init(_ checkup: Checkup) { self.checkup = checkup }

  func document() -> Document {
    var document = Document(command: .doctor, kind: "Checkup", title: "What ktrail works with")
    document.headline = headline
    document.facts = [
      Document.Fact(label: "made by", value: Phrase("\(checkup.tool.name), \(checkup.tool.parts)"))
    ]
    document.sections =
      Check.Topic.allCases.compactMap(section) + [advice].compactMap(\.self)
    return document
  }

  private var headline: Document.Headline {
    let (missing, unknown) = (checkup.count(.missing), checkup.count(.unknown))
    let parts = [
      (missing, "missing"), (unknown, "unknown"), (checkup.count(.partly), "there in part"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let title = parts.isEmpty ? "All is there" : parts.joined(separator: ", ")
    return Document.Headline(
      tone: missing > 0 ? .bad : unknown > 0 ? .plain : .good, title: title,
      lines: [])
  }

  private func section(_ topic: Check.Topic) -> Document.Section? {
    let rows = checkup.checks.filter { $0.fact.topic == topic }.map { check in
      [check.standing.phrase, Phrase(check.fact.subject), Self.phrase(check.fact)]
    }
    guard !rows.isEmpty else { return nil }
    return Document.Section(
      anchor: topic.rawValue, title: Phrase(topic.title),
      blocks: [.table(Block.Table(columns: ["", "What", "Found"], rows: rows))])
  }

  private static func phrase(_ fact: Check.Fact) -> Phrase {
    guard let path = fact.path, fact.sentence.hasPrefix(path) else {
      return Phrase(sentence: fact.sentence)
    }
    return .path(path) + Phrase(sentence: String(fact.sentence.dropFirst(path.count)))
  }

  /// Programs that can be installed by one command.
  private var missingPrograms: [Check] {
    checkup.installer == nil
      ? []
      : checkup.checks.filter { if case .program(_, nil) = $0.fact { true } else { false } }
  }

  private var installation: Check.Remedy? {
    guard let installer = checkup.installer, !missingPrograms.isEmpty else { return nil }
    var packages: [String] = []
    for case .program(let program, _) in missingPrograms.map(\.fact) {
      let package = program.package(for: installer)
      if !packages.contains(package) { packages.append(package) }
    }
    return Check.Remedy(
      sentence: "What is not installed comes with:",
      command: ShellCommand(installer.rawValue, arguments: ["install"] + packages))
  }

  /// What brings what is missing, each thing once.
  private var advice: Document.Section? {
    var seen: Set<Check.Remedy> = []
    var remedies = checkup.checks.filter { $0.standing != .ok && !missingPrograms.contains($0) }
      .compactMap(\.remedy).filter { seen.insert($0).inserted }
    if let installation { remedies.append(installation) }
    guard !remedies.isEmpty else { return nil }
    return Document.Section(
      anchor: "what-to-do", title: "What to do",
      blocks: remedies.flatMap { remedy -> [Block] in
        [.paragraph(Phrase(sentence: remedy.sentence))]
          + (remedy.command.map { [.commands([$0.description])] } ?? [])
      })
  }
}

extension Check.Standing {
  fileprivate var phrase: Phrase {
    switch self {
    case .ok: .good("ok")
    case .partly: .strong("partly")
    case .missing: .bad("missing")
    case .unknown: .strong("unknown")
    }
  }
}
