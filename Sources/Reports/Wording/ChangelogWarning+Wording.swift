internal import ChangeModel

extension ChangelogWarning.Problem {
  /// What was expected or found, and what was done with it.
  var sentence: String {
    switch self {
    case .noLineEnd:
      "the last line has no line end, so the text may be cut off here; save it again if it is"
    case .severalPackages:
      """
      the headings repeat from here, as when "rpm -q --changelog" prints several installed versions; give the full \
      name of one package
      """
    case .severalKernels(let series):
      """
      the notes speak of several kernels (\(series.joined(separator: ", "))), so each series is followed by itself, and \
      they stand for no one version
      """
    case .emptyEntry: "an entry without text is left out"
    case .foreignDate(let heading):
      "the date of \"\(heading)\" is not in English, so it stays unknown; run rpm with LC_ALL=C"
    case .mistypedDate(let heading):
      "the date of \"\(heading)\" is mistyped, so it stays unknown"
    case .foreignLines(let count):
      count == 1
        ? "the line is not part of the changelog and is left out"
        : "\(count.grouped) lines from here on are not part of the changelog and are left out"
    case .leftToBuild(let directive):
      """
      what \"\(directive)\" does shows only when the package is built, so entries may be missing or too many here; give \
      the built package to be sure
      """
    case .beforeFirstHeading:
      "text before the first \"* date name version\" heading is left out"
    case .outsideRelease: "text outside of a release is left out"
    case .notAHeading(.rpm):
      "expected \"* Day Mon dd yyyy name version\"; without a date it continues the entry above"
    case .notAHeading(.suseChanges):
      "expected \"Day Mon dd hh:mm:ss zone yyyy - mail\"; the line is left out"
    case .notAHeading(.debian):
      "expected \"package (version) distribution; …\"; the line is left out"
    }
  }
}
