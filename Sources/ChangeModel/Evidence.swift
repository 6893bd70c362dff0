/// A fact that speaks for or against a change as the cause of a symptom.
///
/// Holds facts only; ``sentence`` makes the text at the end.
public enum Evidence: Hashable, Sendable {
  /// Words that symptom and message share, rarest first, with how many of the candidates have the rarest.
  case sharedWords([String], candidatesWithRarest: Int, candidates: Int)

  public var sentence: String {
    switch self {
    case .sharedWords(let words, let having, let candidates):
      "symptom and message share \(words.joined(separator: ", ")) "
        + "(the rarest in \(having) of \(candidates) changes)"
    }
  }
}
