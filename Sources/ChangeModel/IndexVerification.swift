/// An index held against what git itself says of the clone.
public struct IndexVerification: Hashable, Sendable {
  /// What was compared.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    /// Checksums of the pages of the index file.
    case pages
    /// Which commits the refs lead to.
    case commits
    case parents
    /// Commit dates.
    case dates
    case subjects
    /// The paths that a commit changes.
    case paths
    /// The first tagged release of each line of development that has a commit.
    case releases
  }

  public struct Check: Hashable, Sendable {
    public let subject: Subject
    public private(set) var checked = 0
    public private(set) var differing = 0
    /// Where the first difference is: a page's number, or a commit; `nil` if there is none.
    public private(set) var first: String?

    public init(_ subject: Subject) { self.subject = subject }

    /// - Parameter place: told if it is the first that differs.
    public mutating func note(_ isEqual: Bool, at place: @autoclosure () -> String) {
      checked += 1
      guard !isEqual else { return }
      differing += 1
      first = first ?? place()
    }
  }

  /// In the order of ``Subject``.
  public let checks: [Check]
  /// Whether subjects, paths and releases were compared of some commits only.
  public let isSample: Bool

  public init(checks: [Check], isSample: Bool) { (self.checks, self.isSample) = (checks, isSample) }

  public var isSound: Bool { checks.allSatisfy { $0.differing == 0 } }
}
