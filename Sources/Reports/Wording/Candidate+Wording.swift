internal import ChangeModel

extension Candidate {
  /// What stands for it in a column: `9c1e7a4f0d2b`, `line 1,234`.
  var shortID: String {
    switch id {
    case .commit(let id): id.short
    case .entry(let position): "line \(position.line.grouped)"
    }
  }

  /// The same, leading to the commit.
  var name: Phrase {
    switch id {
    case .commit(let id): .commit(id)
    case .entry: .code(shortID)
    }
  }

  /// What its words stand in.
  var textName: String { change == nil ? "entry" : "message" }
}

extension SourcePosition {
  /// Without the folders of the file: `kernel.changelog:1234`.
  fileprivate var inFolder: String {
    guard let slash = file.lastIndex(of: "/") else { return description }
    let name = String(file[slash...].dropFirst())
    return SourcePosition(file: name, line: line, column: column).description
  }
}

extension UnseenChange.Kind {
  /// What is known of it.
  var phrase: String {
    switch self {
    case .change: "only in the changelog"
    case .release: "a release that this clone does not have"
    case .configuration: "a change to the configuration"
    case .packaging: "a change to the package"
    }
  }
}

extension Words {
  /// `9c1e7a4f0d2b ovl: override creds`, `“nfs: fix a leak” (kernel.changelog:1234)`
  func candidate(_ candidate: Candidate) -> Phrase {
    switch candidate {
    case .commit(let change): commit(change.commit)
    case .entry(let change): Phrase("“\(change.subject)” (\(change.position.inFolder))")
    }
  }

  func context(of candidate: Candidate) -> Phrase {
    switch candidate {
    case .commit(let change): context(of: change)
    case .entry(let change): context(of: change)
    }
  }

  /// `only in the changelog · [fs] · bug 633915 · CVE-2011-1023 · kernel.changelog:1234 and 1 more line`
  private func context(of change: UnseenChange) -> Phrase {
    var parts: [Phrase] = [Phrase(change.kind.phrase)]
    if let area = change.area { parts.append(Phrase("[\(area)]")) }
    if !change.bugs.isEmpty {
      let name = change.bugs.count == 1 ? "bug" : "bugs"
      parts.append(Phrase(linking: "\(name) \(change.bugs.joined(separator: ", "))"))
    }
    if !change.cves.isEmpty { parts.append(.cves(change.cves)) }
    let others = change.entries.count - 1
    let more = others > 0 ? " and \(others.of("more line"))" : ""
    parts.append(.dim("\(change.position.inFolder)\(more)"))
    return parts.joined(by: " · ")
  }
}
