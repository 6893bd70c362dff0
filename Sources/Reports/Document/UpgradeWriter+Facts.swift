internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// Sizes first, then what asks for attention.
  func figures(isComplete: Bool) -> [Document.Figure] {
    var figures = releasesAdded > 0 || difference != nil ? [figure(releasesAdded, "release")] : []
    if let difference {
      figures.append(figure(difference.added.count, "added entry", "added entries"))
    }
    guard !upgrade.changes.isEmpty else { return figures }
    figures.append(figure(upgrade.changes.count, "commit"))
    figures.append(figure(SubsystemCounts(upgrade.changes).rows.count, "subsystem"))
    if !cves.isEmpty { figures.append(figure(cves.count, "CVE named", "CVEs named")) }
    let missing = findings.knownBad.count(where: \.counts)
    figures.append(
      Document.Figure(
        value: findings.isMeasured(.missingFix)
          ? missing.grouped : missing > 0 ? "≥ \(missing.grouped)" : "unknown",
        label: missing == 1 ? "missing fix" : "missing fixes",
        tone: missing > 0
          ? .bad
          : findings.isMeasured(.missingFix) && isComplete ? .good : .plain))
    return figures
  }

  private func figure(_ count: Int, _ singular: String, _ plural: String? = nil)
    -> Document.Figure
  {
    Document.Figure(
      value: count.grouped, label: count == 1 ? singular : plural ?? singular + "s")
  }

  private var releasesAdded: Int {
    switch upgrade.operands {
    case .packages(let difference, _): difference.releasesAdded.count
    case .range(let range): range.added.count { $0.release != nil }
    }
  }

  var differenceFacts: [Document.Fact] {
    let label = detail.titlesFacts ? title.text : "update"
    guard let difference else {
      let releases = releasesAdded > 0 ? releasesAdded.of("release") : "no release between them"
      return [Document.Fact(label: label, value: Phrase(releases))]
    }
    let links = difference.added.count { $0.isChangeLogLink }
    let kinds = Dictionary(grouping: difference.added.filter { !$0.isChangeLogLink }, by: \.kind)
      .mapValues(\.count)
    let parts = [
      difference.releasesAdded.count.of("release"),
      kinds[.versionBump].map { $0.of("version bump") },
      kinds[.change].map { $0.of("change") },
      kinds[.note].map { $0.of("note") },
      links > 0 ? links.of("ChangeLog link") : nil,
    ].compactMap(\.self)
    return [Document.Fact(label: label, value: Phrase(parts.joined(separator: ", ")))]
  }

  var operandFacts: [Document.Fact] {
    func side(_ side: Operand) -> Phrase {
      let size =
        difference == nil
        ? ""
        : "; \(side.releaseCount.of("release")), \(side.entryCount.of("entry", "entries"))"
      return Phrase("\(named(side.source)): \(side.takenFor)\(size)")
    }
    let entries = difference.map(\.counts).map { counts in
      Document.Fact(
        label: "entries",
        value: Phrase(
          """
          \(counts.added.grouped) added, \(counts.removed.grouped) removed, \
          \(counts.reworded.grouped) reworded, \(counts.unchanged.grouped) unchanged
          """))
    }
    return [entries].compactMap(\.self) + [
      Document.Fact(label: "old", value: side(sentences.old)),
      Document.Fact(label: "new", value: side(sentences.new)),
    ]
  }

  var rangeFacts: [Document.Fact] {
    guard let clone = upgrade.clone else { return [] }
    var value: Phrase = .strong(upgrade.changes.count.of("commit"))
    if upgrade.changes.isEmpty {
      value = ""
    } else if let suspect = ranking?.suspects.first,
      let directory = suspect.change?.subsystems.first?.directory
    {
      let touching = upgrade.changes.count { change in
        change.subsystems.contains { $0.directory == directory }
      }
      value += Phrase(", \(touching.grouped) \(touching == 1 ? "touches" : "touch") \(directory)")
    } else {
      let rows = SubsystemCounts(upgrade.changes).rows
      value += Phrase(" in \(rows.count.of("subsystem"))")
    }
    var state = [""]
    if let time = clone.newestTime { state.append("newest of \(UTCTime(seconds: time).day)") }
    if clone.isShallow { state.append("shallow") }
    if !clone.hasFileContents { state.append("without file contents") }
    let count = "(\(clone.commitCount.of("commit")) indexed"
    let rest = state.joined(separator: ", ") + ")"
    let about: Phrase =
      isForBoard
      ? .dim(count + rest) : .dim(count + " in ") + .path(clone.path, .dim) + .dim(rest)
    return [Document.Fact(label: rangeName ?? "commits", value: [value, about].joined(by: " "))]
  }

  /// The whole range when the bumps follow one upon another: `v4.4.121..v4.4.157`.
  private var rangeName: String? {
    if case .range(let range) = upgrade.operands { return range.whole.description }
    let ranges = resolved.compactMap { entry -> ReleaseRange? in
      guard case .expanded(let range, _) = entry.resolution else { return nil }
      return range
    }
    guard let newest = ranges.first, let oldest = ranges.last,
      zip(ranges, ranges.dropFirst()).allSatisfy({ $0.old == $1.new })
    else { return nil }
    return "\(oldest.oldName)..\(newest.newName)"
  }

  /// What made the document, and when, for who was not there.
  var madeFacts: [Document.Fact] {
    isForBoard ? [Document.Fact(label: "made", value: Phrase(imprint.line))] : []
  }

  var cveFacts: [Document.Fact] {
    guard !cves.isEmpty else { return [] }
    return [Document.Fact(label: "security", value: Phrase("\(cves.count.of("CVE")) named"))]
  }

  var symptomFacts: [Document.Fact] {
    guard let search else { return [] }
    let excerpts = search.sources.filter { !$0.isWhole }.map {
      Document.Fact(label: "excerpt", value: words.excerpt($0, called: named($0.name)))
    }
    let isOne = search.sources.count == 1
    let leftOut = search.sources.compactMap { source in
      source.leftOutSentence(naming: isOne ? nil : named(source.name)).map {
        Document.Fact(label: "not read", value: Phrase($0))
      }
    }
    let machine = search.symptom.machine.sentence(assuming: search.assumedArchitecture).map {
      Document.Fact(label: "machine", value: Phrase($0))
    }
    return [Document.Fact(label: "symptom", value: words.symptom(search.symptom))] + excerpts
      + [machine].compactMap(\.self) + leftOut + Document.Fact.places(search.places)
  }
}

extension Document.Fact {
  /// What the user's names for parts of the kernel were taken for, where that is not just what they say.
  static func places(_ places: [Place]) -> [Self] {
    places.compactMap { place in
      place.meaning.map { Self(label: "place", value: Phrase("“\(place.name)” \($0)")) }
    }
  }
}

extension ChangelogEntry {
  /// A note that is but the address of a kernel release's ChangeLog, as ELRepo puts one under every version bump.
  fileprivate var isChangeLogLink: Bool {
    kind == .note && !text.contains(" ") && text.contains("://") && text.contains("/ChangeLog-")
  }
}
