/// How a report is written.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  case terminal, markdown, html, json
  /// Only for fixes that are missing.
  case gitFixes = "git-fixes"
}
