/// How a report is written.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  case terminal, markdown, html, json
}
