public import ChangeModel

extension Report {
  /// Writes the report in one of the formats, ending in a newline.
  ///
  /// Equal reports give equal text. Everything that came from changelogs, commits or the user's files is made
  /// harmless for the format it is written in. A format that is of upgrades alone, see ``ReportFormat/isOfUpgrades``,
  /// leaves any other report empty.
  ///
  /// - Parameters:
  ///   - style: For the terminal; the other formats ignore it.
  ///   - limit: How many suspects, and how many entries or commits of each release, are shown one by one; JSON always has
  ///     all, and HTML all but suspects.
  ///   - links: Where names lead to, in HTML, in Markdown, and on terminals that have hyperlinks.
  ///   - allEntries: Lists all entries of a changelog where ten and a count stand otherwise; HTML and JSON always do.
  ///   - place: The line that pins the kernel, for the formats of ``ReportFormat/hasPlaces``; by its path from the root of the
  ///     repository that is checked.
  public func rendered(
    as format: ReportFormat, style: TerminalStyle = .plain, limit: Int? = nil,
    allEntries: Bool = false, links: Links = .standard, at place: SourcePosition? = nil
  ) -> String {
    let limit = limit.map { max(0, $0) }
    switch format {
    case .terminal:
      return TerminalRenderer(style: style, links: links)
        .render(Document(self, detail: .terminal(limit: limit, allEntries: allEntries)))
    case .markdown:
      return MarkdownRenderer(links: links).render(
        Document(self, detail: .markdown(limit: limit, allEntries: allEntries)))
    case .html:
      return HTMLRenderer(links: links).render(
        Document(self, detail: .html(limit: limit)))
    case .json:
      if case .bisection(let status) = self { return JSONWriter.text(BisectionView(status)) }
      return JSONWriter.text(ReportView(self))
    case .gitFixes: return GitFixesRenderer().render(self)
    case .shortMarkdown, .sarif, .junit, .gitHub, .gitHubSummary, .gitLab, .openVEX, .cycloneDX:
      guard case .upgrade(let report) = self else { return "" }
      return report.rendered(forPipelines: format, links: links, at: place)
    }
  }
}

extension UpgradeReport {
  fileprivate func rendered(
    forPipelines format: ReportFormat, links: Links, at place: SourcePosition?
  ) -> String {
    switch format {
    case .shortMarkdown: PullRequestComment.text(of: self, links: links)
    case .gitHubSummary: StepSummary.text(of: self, links: links)
    case .sarif: SARIFLog(PipelineReport(self), at: place).text
    case .junit: JUnitRenderer(PipelineReport(self)).text
    case .gitHub: GitHubAnnotations(PipelineReport(self), at: place).text
    case .gitLab: GitLabCodeQuality(PipelineReport(self), at: place).text
    case .openVEX: OpenVEXDocument(VEXStatements(self)).text
    case .cycloneDX: CycloneDXDocument(VEXStatements(self)).text
    case .terminal, .markdown, .html, .json, .gitFixes: ""
    }
  }
}
