/// What is measured of a change and a symptom. The order is that of the fitted weights.
enum Feature: Int, CaseIterable {
  /// BM25 of subject, body and paths as one text, over the square root of the query's mass.
  case text
  /// BM25 of the subject alone, likewise.
  case subject
  /// BM25 of the touched paths alone, likewise.
  case paths
  /// Share of the query's mass that the change has.
  case coverage
  /// Rarity of the rarest shared word.
  case rarest
  /// Share of the subject's own mass that the symptom names.
  case subjectNamed
  /// Identifiers shared whole, by rarity, over the square root of the query's mass.
  case identifiers
  /// Functions of the trace that the message names, by rarity, upper frames more.
  case traceFunctions
  /// Source files of the trace or the prose that the change touches, by rarity, upper frames more.
  case traceFiles
  /// The change is in the part of the kernel that a mount, module or driver of the symptom names, by rarity.
  case part
  /// The change is in the part that the prefix of a trace's functions names, by rarity, upper frames more.
  case functionPart
  /// Touches documentation, tools, samples or device trees only.
  case aside
  /// Has a `Fixes:` tag.
  case isFix
  /// Is a revert.
  case isRevert
  /// Logarithm of the number of touched paths.
  case size
  /// Logarithm of the length of the message.
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
