internal import ChangeModel

extension RevisionRange.Step {
  /// `Linux 4.4.122`, as the commit that makes a release is called.
  var title: String { release.map { "Linux \($0)" } ?? "commits of \(range)" }
}
