public import ChangeModel

/// What OLD keeps that NEW mends: the price of not upgrading.
public struct Staying: Hashable, Sendable {
  /// CVEs of a list that NEW closes, the most severe first; `nil` without data on CVEs.
  public let closed: [JudgedCVE]?
  /// CVEs that OLD and NEW are open to alike, the most severe first; `nil` without data on CVEs.
  public let openInBoth: [JudgedCVE]?
  /// CVEs that the commits and entries of NEW say they are about, by year and number.
  public let named: [String]
  /// Those of ``named`` that the data on CVEs know neither as closed by NEW nor as open in it; without data, all of them.
  public let namedAlone: [String]
  /// Changes of NEW whose `Fixes:` tags name commits that the update does not bring, in their order.
  public let fixes: [EnrichedChange]
  /// Changes of NEW that take back what OLD has, in their order.
  public let reverts: [EnrichedChange]

  /// `nil` where no upgrade is in question, or the clone shows nothing of it.
  init?(_ findings: Findings, _ cves: [JudgedCVE]?) {
    let upgrade = findings.upgrade
    guard findings.orderNotice == nil, !upgrade.changes.isEmpty else { return nil }
    let brought = BroughtCommits(upgrade.changes)
    let built = upgrade.changes.filter { upgrade.isBuilt($0.commit.id) }
    reverts = built.filter { change in
      change.revertedCommit.map { !brought.contains($0) } ?? false
    }
    let taken = Set(reverts.map(\.commit.id))
    fixes = built.filter { change in
      !taken.contains(change.commit.id) && !change.fixes.isEmpty
        && !change.fixes.contains { brought.contains($0.id) }
    }
    closed = cves?.filter(\.isClosed)
    openInBoth = cves?.filter { $0.isOpen && !$0.standing.isNew }
    var named = Set(upgrade.changes.flatMap(\.cves))
    if case .packages(let difference, _) = upgrade.operands {
      named.formUnion(difference.added.flatMap(\.cves))
    }
    self.named = named.sorted(by: { CVEOrder($0) < CVEOrder($1) })
    let listed = Set((cves ?? []).map(\.standing.id))
    namedAlone = self.named.filter { !listed.contains($0) }
  }
}

/// The commits that an update brings, by their own names and those of what they are backports of.
private struct BroughtCommits {
  private static let digits = 10
  private let names: Set<String>

  init(_ changes: [EnrichedChange]) {
    names = Set(
      changes.flatMap { [AbbreviatedCommitID($0.commit.id)] + $0.upstream.map(\.id) }
        .map { String($0.digits.prefix(Self.digits)) })
  }

  func contains(_ id: AbbreviatedCommitID) -> Bool {
    id.digits.utf8.count >= Self.digits
      ? names.contains(String(id.digits.prefix(Self.digits)))
      : names.contains { $0.hasPrefix(id.digits) }
  }
}

extension EnrichedChange {
  /// The commit that its message says it reverts: `This reverts commit <id>.`
  fileprivate var revertedCommit: AbbreviatedCommitID? {
    guard commit.subject.utf8.starts(with: "Revert ".utf8),
      let start = commit.body.firstRange(of: "This reverts commit ")?.upperBound
    else { return nil }
    return AbbreviatedCommitID(commit.body[start...].prefix { $0.isASCII && $0.isHexDigit })
  }
}

/// Years and numbers compare as numbers: CVE-2018-999 comes before CVE-2018-1000.
public struct CVEOrder: Comparable, Sendable {
  private let year, number: Int
  private let id: String

  public init(_ id: String) {
    let parts = id.split(separator: "-").map { Int($0) ?? 0 }
    year = parts.dropFirst().first ?? 0
    number = parts.dropFirst(2).first ?? 0
    self.id = id
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.year, left.number, left.id) < (right.year, right.number, right.id)
  }
}
