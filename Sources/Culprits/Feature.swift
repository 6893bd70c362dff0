/// What is measured of a change and a symptom. The order is that of the fitted weights.
enum Feature: Int, CaseIterable {
  /// BM25 of subject, body and paths as one text, as a share of the best candidate's and a
  /// constant: the best of weak matches is not a strong one.
  case text
  /// BM25 of the touched paths alone, over the square root of the query's mass.
  case paths
  /// Rarity of the rarest shared word.
  case rarest
  /// Share of the subject's own mass that the symptom names.
  case subjectNamed
  /// Rarity of the source file that both the symptom names and the change touches, upper frames
  /// more.
  case namedFile
  /// Rarity of being in the file system that the symptom shows mounted.
  case mount
  /// Rarity of being in the part of the kernel that a module, driver or file system of the symptom
  /// names.
  case part
  /// Rarity of being in the part that the prefix of a trace's functions names, upper frames more.
  case functionPart
  /// Touches documentation, tools, samples or device trees only.
  case aside
  /// Has a `Fixes:` tag.
  case isFix
  /// Is a revert.
  case isRevert
  /// Logarithm of the number of touched paths.
  case size
  /// Logarithm of the number of words in the message.
  case messageLength

  static let count = allCases.count
}

/// The measurements of one change.
struct FeatureVector {
  private(set) var values = [Double](repeating: 0, count: Feature.count)

  subscript(feature: Feature) -> Double {
    get { values[feature.rawValue] }
    set { values[feature.rawValue] = newValue }
  }
}
