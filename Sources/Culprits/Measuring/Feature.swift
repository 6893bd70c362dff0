internal import ChangeModel

/// What is measured of a change and a symptom.
///
/// "Text" is a change's subject, body and paths; "diff" its added and removed lines and the headings
/// of its hunks, twice. A score is a BM25 over the square root of what the whole symptom could
/// score, which makes symptoms of different lengths comparable.
package enum Feature: Int, CaseIterable, Sendable {
  /// Scores of the text, of the diff, of the subject alone.
  case text, diff, subject
  /// Score of the text by whole identifiers alone: `ovl_permission`.
  case textIdentifiers
  /// Share of what the symptom says of a place that the text has, the diff, either of them.
  case coveredByText, coveredByDiff, covered
  /// Rarity of the rarest shared word in the text, in the diff, as far as it names a place.
  case rarestInText, rarestInDiff
  /// Share of the subject's own mass that the symptom names.
  case subjectNamed
  /// The same for runs of four letters of its subject and of the names of its files.
  case gramsNamed
  /// Rarity of changing functions that the trace or the symptom names, upper frames more: the
  /// logarithm of the sum.
  case traceFunctions
  /// Rarity of the source file that both the symptom names and the change touches, upper frames
  /// more.
  case namedFile
  /// Rarity of being in the file system that the symptom shows mounted.
  case mount
  /// Rarity of being in a part of the kernel that the symptom names: a file system, a module.
  case namedPart
  /// How far text and diff score behind the best change to a file of this one.
  case behindInFile
  /// Touches documentation, tools, samples or device trees only.
  case aside
  /// Has a diff, and no line of it is code.
  case withoutCode
  /// Has a `Fixes:` tag.
  case isFix
  /// Is a revert.
  case isRevert
  /// A later change of the range repairs or reverts it.
  case isRepaired
  /// Logarithm of the number of changed lines.
  case churn
  /// Mean logarithm of how many candidates touch the same files.
  case fileActivity

  static let count = allCases.count
  package var name: String { String(describing: self) }
  /// What it is a measurement of. Their sum says something where they make up for each other.
  var measure: Ranking.Measure {
    switch self {
    case .text, .diff, .subject, .textIdentifiers, .coveredByText, .coveredByDiff, .covered,
      .rarestInText, .rarestInDiff:
      .words
    case .subjectNamed, .gramsNamed, .namedPart: .resemblance
    case .traceFunctions: .functions
    case .namedFile: .namedFile
    case .mount: .mount
    case .behindInFile, .fileActivity: .sameFiles
    case .aside: .aside
    case .withoutCode: .withoutCode
    case .isFix: .isFix
    case .isRevert: .isRevert
    case .isRepaired: .isRepaired
    case .churn: .size
    }
  }
}

/// The measurements of one change.
package struct FeatureVector: Sendable {
  package private(set) var values = [Double](repeating: 0, count: Feature.count)

  package subscript(feature: Feature) -> Double {
    get { values[feature.rawValue] }
    set { values[feature.rawValue] = newValue }
  }
}
