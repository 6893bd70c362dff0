internal import Assessment
internal import ChangeModel

/// A CVE with the changes and the added entries that name it.
struct NamedCVE {
  /// `CVE-2018-16597`
  let id: String
  let changes: [EnrichedChange]
  let entries: [ChangelogEntry]

  /// By year and number.
  static func all(in changes: [EnrichedChange], _ added: [ChangelogEntry]) -> [NamedCVE] {
    var changesByCVE: [String: [EnrichedChange]] = [:]
    var entries: [String: [ChangelogEntry]] = [:]
    for change in changes {
      for cve in change.cves { changesByCVE[cve, default: []].append(change) }
    }
    for entry in added {
      for cve in entry.cves { entries[cve, default: []].append(entry) }
    }
    return Set(changesByCVE.keys).union(entries.keys).sorted { CVEOrder($0) < CVEOrder($1) }
      .map { NamedCVE(id: $0, changes: changesByCVE[$0] ?? [], entries: entries[$0] ?? []) }
  }
}
