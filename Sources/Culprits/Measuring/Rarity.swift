import Text

/// How much it says that a change has what few others have.
enum Rarity {
  /// Inverse document frequency, never negative: Robertson and Zaragoza, "The Probabilistic
  /// Relevance Framework: BM25 and Beyond" (2009), with 1 added inside the logarithm.
  static func rarity(having: Int, of count: Int) -> Double {
    log(1 + (Double(count - having) + 0.5) / (Double(having) + 0.5))
  }
}
