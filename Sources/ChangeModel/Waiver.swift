/// Somebody's word that a finding may stay as it is, for a time.
public struct Waiver: Hashable, Sendable {
  /// The fix or the change that it is about, by seven digits or more, or a CVE.
  public let id: String
  public let owner: String
  public let reason: String
  /// The last day on which it holds, in UTC: `2026-12-31`.
  public let expiry: String

  public init(id: String, owner: String, reason: String, expiry: String) {
    (self.id, self.owner, self.reason, self.expiry) = (id, owner, reason, expiry)
  }

  public func covers(_ commit: CommitID) -> Bool {
    id.count >= 7 && "\(commit)".hasPrefix(id.lowercased())
  }

  public func covers(cve: String) -> Bool { id.uppercased() == cve }
}
