/// Something that NEW adds and the clone does not show: entries of its changelog that lead to no certain commit.
public struct UnseenChange: Hashable, Sendable {
  /// What its entries are about.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A patch.
    case change
    /// All commits between two releases, of which the clone lacks one.
    case release
    /// The configuration that the kernel is built with.
    case configuration
    /// How the package is made, where that can change what runs.
    case packaging
  }

  public let kind: Kind
  /// Those of one subject, in the order of the changelog; at least one.
  public let entries: [ChangelogEntry]

  /// - Parameter others: that say the same again.
  public init(_ kind: Kind, _ first: ChangelogEntry, _ others: [ChangelogEntry] = []) {
    (self.kind, entries) = (kind, [first] + others)
  }

  private var first: ChangelogEntry { entries[0] }

  public var subject: String { first.subject }
  public var area: String? { first.area }
  /// Of its first entry.
  public var position: SourcePosition { first.position }
  /// In order, no repeats.
  public var bugs: [String] { entries.flatMap(\.bugs).unique }
  public var cves: [String] { entries.flatMap(\.cves).unique }

  /// What its entries say beside the subject, but for people's names: area, details, bugs, CVEs.
  public var rest: String {
    entries.map { entry in
      [entry.area, entry.textAfterSubject].compactMap(\.self).joined(separator: "\n")
    }.unique.joined(separator: "\n")
  }
}

extension ChangelogEntry {
  /// What stands after the subject, without the person; `nil` if the subject is not found at once.
  fileprivate var textAfterSubject: String? {
    var rest = text[...]
    // "[area] subject", "CVE-2025-1234 kernel: subject"
    for mark in ["", "] ", " ", ": "] {
      if !mark.isEmpty {
        guard let end = text.firstRange(of: mark)?.upperBound else { continue }
        rest = text[end...]
      }
      guard rest.hasPrefix(subject) else { continue }
      rest = rest.dropFirst(subject.count)
      if let name = person?.name, !name.isEmpty, rest.hasPrefix(" (\(name))") {
        rest = rest.dropFirst(name.count + 3)
      }
      return String(rest)
    }
    return nil
  }
}

extension [String] {
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
