public import ChangeModel
internal import Text

extension UnseenChange {
  /// What of added entries may be the cause though no commit of the clone stands for it, in the order of the changelog.
  ///
  /// Entries of one area and subject are one. A note about the package is only here if it says what can change what runs.
  public static func all(among resolved: [ResolvedEntry]) -> [UnseenChange] {
    var order: [Key] = []
    var found: [Key: (kind: Kind, entries: [ChangelogEntry])] = [:]
    for resolved in resolved {
      guard let kind = kind(of: resolved) else { continue }
      let key = Key(resolved.entry)
      if found[key] == nil { order.append(key) }
      found[key, default: (kind, [])].entries.append(resolved.entry)
    }
    return order.compactMap { found[$0] }.map { kind, entries in
      UnseenChange(kind, entries[0], Array(entries.dropFirst()))
    }
  }

  private static func kind(of resolved: ResolvedEntry) -> Kind? {
    switch resolved.resolution {
    case .found, .expanded: nil
    case .ambiguous: .change
    case .notFound: resolved.entry.kind == .versionBump ? .release : .change
    case .notACommit: PackageNote(resolved.entry.text).kind
    }
  }

  /// Letters and digits alone, in lower case.
  private struct Key: Hashable {
    let area, subject: [UInt8]

    init(_ entry: ChangelogEntry) {
      area = Self.plain(entry.area ?? "")
      let subject = Self.plain(entry.subject)
      self.subject = subject.isEmpty ? Array(entry.subject.utf8) : subject
    }

    private static func plain(_ text: String) -> [UInt8] {
      text.utf8.lazy.map(\.lowercased).filter { $0.isLower || $0.isDigit || $0 >= 0x80 }
    }
  }
}
