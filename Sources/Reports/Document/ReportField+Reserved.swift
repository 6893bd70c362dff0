public import Assessment

extension ReportField {
  /// Whether a report on an upgrade has a line of that name by itself, which a field could be taken for.
  public var isReserved: Bool {
    let name = key.lowercased()
    // The range of the clone is named `v4.4.121..v4.4.157`.
    return Self.reserved.contains(name) || name.contains("..")
  }

  /// The labels of ``UpgradeWriter``'s facts.
  private static let reserved: Set<String> = [
    "update", "entries", "old", "new", "commits", "security", "symptom", "excerpt", "not read",
    "machine", "place", "asked", "made",
  ]
}
