public import ChangeModel
import Git
import History

extension Investigation {
  /// A tree of the clone, taken for one without history.
  public enum CloneTree: Hashable, Sendable {
    case itself, parent
    case revision(String)
  }

  /// Whether trees of the clone have changes, judged by nothing but their text; for measuring that against the history.
  ///
  /// - Returns: for each change its standing in each tree, in order; `nil` for what has no parent.
  public func standings(
    of changes: [CommitID], in trees: [CloneTree]
  ) throws(InvestigationError) -> [[TreeStanding?]] {
    guard let index = try openIndex() else { throw .cloneNeeded(for: .fixes) }
    let named = try history { () throws(HistoryError) in
      try trees.map { tree throws(HistoryError) -> CommitID? in
        guard case .revision(let name) = tree else { return nil }
        return try index.commit(named: name)
      }
    }
    var patches = PatchReader(in: index.repository)
    do throws(GitError) {
      return try changes.map { id throws(GitError) in
        let change = ChangeInTree(id, try patches.texts(of: id))
        let parent = try index.repository.commit(id).firstParent
        return try zip(trees, named).map { tree, revision throws(GitError) -> TreeStanding? in
          guard let commit = tree == .itself ? id : tree == .parent ? parent : revision else {
            return nil
          }
          let files = try CommitFiles(of: commit, in: index.repository)
          return change.standing(
            in: commit.short, TreeContents(file: { files.contents(of: $0).map { .text($0) } }))
        }
      }
    } catch {
      throw .history(.git(error))
    }
  }
}
