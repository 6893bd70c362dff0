public import ChangeModel
import Git

extension IndexLoading.Loaded {
  /// All that could not be read: refs first, then commits that no ref leads to directly.
  ///
  /// - Parameter named: the refs whose commits are in the index.
  func unreadable(besides named: [Reference]) -> [UnreadablePart] {
    var parts = origin.broken
    let whole = Set(named.map(\.name))
    for reference in origin.references where !whole.contains(reference.name) {
      let known = unreadable.parts[reference.commit]
      parts.append(
        UnreadablePart(
          reference: reference.name, id: reference.commit, reason: known?.reason ?? .missing,
          detail: known?.detail ?? ""))
    }
    let told = Set(parts.compactMap(\.id))
    return parts.sorted { ($0.reference ?? "") < ($1.reference ?? "") }
      + unreadable.parts.sorted { $0.key < $1.key }.map(\.value).filter {
        $0.id.map { !told.contains($0) } ?? true
      }
  }
}

extension HistoryIndex {
  /// Whether git shows other commits than those that were made, which are what is read here.
  public var replacesCommits: Bool {
    repository.hasGrafts || references.contains { $0.name.hasPrefix("refs/replace/") }
  }

  /// What the answers leave out.
  ///
  /// - Parameter count: how many of ``unreadable`` were told of before.
  public func remarks(since count: Int = 0) -> [Remark] {
    let untold = unreadable.dropFirst(count)
    guard let first = untold.first else { return [] }
    return [.unreadable(first, others: untold.count - 1, clone: repository.path)]
  }

  /// The ref of this name that cannot be followed, in any of the ways in which git lets a ref be called.
  func unreadableReference(named name: String) -> UnreadablePart? {
    let names = [name] + ["", "tags/", "heads/", "remotes/"].map { "refs/\($0)\(name)" }
    return unreadable.first { part in part.reference.map(names.contains) ?? false }
  }

  /// Of each line of development that is not all known, when what is unknown was made at the latest: seconds since 1970.
  ///
  /// What is reachable only through a commit is older than that commit, so a younger change cannot be hidden there.
  func makeUnknownUntil() -> [String: Int64] {
    var found: [String: Int64] = [:]
    for position in cutOffs {
      let branches = releases.firsts(with: position).map(\.branch)
      for branch in branches + [releases.branch(of: position)] {
        found[branch] = max(found[branch] ?? .min, graph.time(position))
      }
    }
    for name in unreadable.compactMap(\.reference) {
      if !name.hasPrefix("refs/tags/") {
        found[Reference.branchName(of: name)] = .max
      } else if let version = KernelVersion(releaseTag: String(name.dropFirst(10))) {
        found[version.branch] = .max
      }
    }
    return found
  }
}
