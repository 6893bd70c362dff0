/// How a report is written.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  case terminal, markdown, html, json
  /// Only for fixes that are missing.
  case gitFixes = "git-fixes"

  // Of an upgrade alone: what pipelines and scanners read.

  /// Markdown that fits into the comment of a pull request.
  case shortMarkdown = "markdown-short"
  /// SARIF 2.1.0.
  case sarif
  /// JUnit's XML, as Jenkins and GitLab read it.
  case junit
  /// Annotations, as commands to the runner of GitHub Actions.
  case gitHub = "github"
  /// Markdown that fits into the summary of a step of GitHub Actions.
  case gitHubSummary = "github-summary"
  /// A report on code quality, as GitLab reads it.
  case gitLab = "gitlab"
  /// OpenVEX 0.2.0.
  case openVEX = "openvex"
  /// A VEX document of CycloneDX 1.6.
  case cycloneDX = "cyclonedx"

  /// Whether only the report on an upgrade can be written so.
  public var isOfUpgrades: Bool {
    switch self {
    case .terminal, .markdown, .html, .json, .gitFixes: false
    case .shortMarkdown, .sarif, .junit, .gitHub, .gitHubSummary, .gitLab, .openVEX, .cycloneDX:
      true
    }
  }

  /// Whether a program reads it, rather than a person.
  public var isForPrograms: Bool {
    switch self {
    case .terminal, .markdown, .html, .shortMarkdown, .gitHubSummary, .gitFixes: false
    case .json, .sarif, .junit, .gitHub, .gitLab, .openVEX, .cycloneDX: true
    }
  }

  /// Whether names lead somewhere in it.
  public var hasLinks: Bool {
    switch self {
    case .markdown, .html, .shortMarkdown, .gitHubSummary: true
    case .terminal, .json, .gitFixes, .sarif, .junit, .gitHub, .gitLab, .openVEX, .cycloneDX: false
    }
  }

  /// Whether it states what CVEs are to a kernel, and so needs a list of them.
  public var isVEX: Bool { self == .openVEX || self == .cycloneDX }

  /// Whether a finding has a place in a file in it.
  public var hasPlaces: Bool { self == .sarif || self == .gitHub || self == .gitLab }
}
