public import ChangeModel

extension Changelog {
  /// The releases as `rpm --changelog` prints them, each entry in one line.
  ///
  /// Reading it again gives the same entries, but for their positions, if the changelog came out of
  /// rpm; headings are printed as they were read.
  public var rpmText: String {
    var text = ""
    for release in releases {
      text += "* \(release.heading)\n"
      for entry in release.entries { text += "- \(entry.text)\n" }
      text += "\n"
    }
    return text
  }
}
