public import ChangeModel
public import Git

/// A change that is looked for in trees without history.
///
/// Each hunk is looked for as the change leaves it and as it found it, see ``ImageSearch``. What decides is code: hunks of
/// makefiles count where a change has no code, those of documentation, tests and comments where it has nothing else.
public struct ChangeInTree: Sendable {
  public let version: CommitID
  private let texts: ChangedTexts?

  /// - Parameter texts: what the commit changes; `nil` if the clone lacks it.
  public init(_ version: CommitID, _ texts: ChangedTexts?) {
    (self.version, self.texts) = (version, texts)
  }

  /// The files that a tree is asked for.
  public var paths: [String] { texts?.files.map(\.path) ?? [] }

  /// The files that count most: those of code, if there are any.
  var decidingTexts: [ChangedText] {
    let weighed = (texts?.files ?? []).map { text in
      (text, FileInTree.Weight(of: text.path, SourceLanguage(path: text.path)))
    }
    let most = weighed.map(\.1).max()
    return weighed.filter { $0.1 == most }.map(\.0)
  }

  /// - Parameter tree: as the user wrote it.
  /// - Complexity: O(*n*) in the bytes of the files, of the change and of the tree.
  public func standing(in tree: String, _ contents: TreeContents) -> TreeStanding {
    guard let texts else { return undecided(.noContents, tree) }
    let judged = texts.files.flatMap { FileInTree($0, contents).hunks }
    guard let most = judged.map(\.weight).max() else { return undecided(.noText, tree) }
    let hunks = judged.map { $0.hunk(decides: $0.weight == most) }
    return TreeStanding(
      tree: tree, version: version, verdict: Self.verdict(on: hunks.filter(\.decides)), hunks: hunks
    )
  }

  private func undecided(_ doubt: TreeStanding.Doubt, _ tree: String) -> TreeStanding {
    TreeStanding(tree: tree, version: version, verdict: .undecided(doubt), hunks: [])
  }

  private static func verdict(on hunks: [TreeHunk]) -> TreeStanding.Verdict {
    let present = hunks.count(where: \.isPresent)
    let absent = hunks.count(where: \.isAbsent)
    let undecided = hunks.count { $0.isUndecided && $0.verdict != .undecided(.tooCommon) }
    let isMixed = hunks.contains { if case .partly = $0.verdict { true } else { false } }
    if isMixed || (present > 0 && absent > 0) { return .partly }
    if absent > 0 { return .absent }
    if present == 0 { return .undecided(.noHunk) }
    // What was altered since may have been altered back.
    return present > undecided ? .present : .undecided(.fewHunks)
  }
}

extension TreeStanding {
  /// Of a change and its backports, the one that a tree is closest to: present if any is.
  ///
  /// - Parameter standings: of the versions of one change, the one asked for first.
  public static func closest(of standings: [TreeStanding]) -> TreeStanding? {
    if let present = standings.first(where: { $0.verdict == .present }) { return present }
    func told(_ standing: TreeStanding) -> Int {
      standing.deciding.count { !$0.isUndecided } * 100 / max(standing.deciding.count, 1)
    }
    let most = standings.map(told).max()
    return standings.first { told($0) == most }
  }
}
