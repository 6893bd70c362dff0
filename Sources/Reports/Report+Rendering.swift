extension Report {
  /// Writes the report in one of the formats, ending in a newline.
  ///
  /// Equal reports give equal text. Everything that came from changelogs, commits or the user's files is made
  /// harmless for the format it is written in.
  ///
  /// - Parameters:
  ///   - style: For the terminal; the other formats ignore it.
  ///   - suspectLimit: How many suspects are shown one by one; JSON always has all.
  ///   - links: Where names lead to, in HTML and Markdown.
  ///   - allEntries: Lists all entries of a changelog where ten and a count stand otherwise; HTML and JSON always do.
  public func rendered(
    as format: ReportFormat, style: TerminalStyle = .plain, suspectLimit: Int = 10,
    allEntries: Bool = false, links: Links = .standard
  ) -> String {
    let suspectLimit = max(0, suspectLimit)
    return switch format {
    case .terminal:
      TerminalRenderer(style: style)
        .render(Document(self, detail: .terminal(suspects: suspectLimit, allEntries: allEntries)))
    case .markdown:
      MarkdownRenderer(links: links).render(
        Document(self, detail: .markdown(suspects: suspectLimit, allEntries: allEntries)))
    case .html:
      HTMLRenderer(links: links).render(Document(self, detail: .html(suspects: suspectLimit)))
    case .json:
      if case .bisection(let status) = self {
        JSONWriter.text(BisectionView(status))
      } else {
        JSONWriter.text(ReportView(self))
      }
    case .gitFixes: GitFixesRenderer().render(self)
    }
  }
}
