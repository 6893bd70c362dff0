public import ChangeModel
import Git

extension HistoryIndex {
  /// Whom MAINTAINERS of a revision names for paths, the closest claims first; empty if the clone has no such file.
  public func contacts(for paths: [String], at revision: CommitID) -> [String] {
    maintainers(at: revision)?.contacts(for: paths) ?? []
  }

  /// The MAINTAINERS file of a revision.
  func maintainers(at revision: CommitID?) -> Maintainers? {
    // A clone without file contents has no such file to read; the directory names the subsystem then.
    guard let revision, let bytes = try? repository.contents(of: "MAINTAINERS", at: revision) else {
      return nil
    }
    return Maintainers(parsing: bytes)
  }
}
