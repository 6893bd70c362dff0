/// Somebody's word that a finding may stay as it is, for a time.
public struct Waiver: Hashable, Sendable {
  /// What it is about: a commit by seven digits or more (the fix, what that repairs, or the same change in another branch), or a
  /// CVE.
  public let id: String
  public let owner: String
  public let reason: String
  /// The last day on which it holds, in UTC: `2026-12-31`.
  public let expiry: String
  /// Where its file has it; `nil` for what is not of a file.
  public let position: SourcePosition?

  /// Why a waiver changes nothing.
  public enum Idleness: String, Hashable, Sendable, CaseIterable {
    case expired
    /// No finding of this update is called so.
    case unmatched
    /// It is about a CVE, and no data on CVEs were given.
    case withoutCVEData
    /// Findings with several commits are called so.
    case ambiguous
    /// One before it has the same id.
    case repeated
  }

  public init(
    id: String, owner: String, reason: String, expiry: String, position: SourcePosition? = nil
  ) {
    (self.id, self.owner, self.reason, self.expiry) = (id, owner, reason, expiry)
    self.position = position
  }

  /// The digits of the commit that it names, in lower case; `nil` for one that names a CVE, or nothing.
  public var commit: AbbreviatedCommitID? {
    id.utf8.count >= Self.fewestDigits ? AbbreviatedCommitID(id) : nil
  }

  /// The CVE that it names, in upper case; `nil` for one that names a commit, or nothing.
  public var cve: String? {
    let parts = id.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    func isNumber(_ text: Substring) -> Bool {
      text.utf8.count >= 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard parts.count == 3, parts[0] == "CVE", isNumber(parts[1]), isNumber(parts[2]) else {
      return nil
    }
    return id.uppercased()
  }

  /// Fewer may be a word, and soon name several commits.
  public static let fewestDigits = 7
}
