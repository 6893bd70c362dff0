import ChangeModel

/// A term of a question with all that may be written for it.
struct SearchConcept {
  struct Variant {
    let words: [String]
    /// What a match counts beside that of the term itself.
    let quality: Double
  }

  let term: SearchQuestion.Term
  /// The term itself first, then by quality.
  let variants: [Variant]

  private static let alternative = 0.95
  private static let form = 0.9
  private static let association = 0.45
  private static let part = 0.35

  init(_ term: SearchQuestion.Term) {
    self.term = term
    var variants = [Variant(words: term.words, quality: 1)]
    var known: Set<[String]> = [term.words]
    func add(_ words: [String], _ quality: Double) {
      if known.insert(words).inserted { variants.append(Variant(words: words, quality: quality)) }
    }
    for other in SearchVocabulary.alternatives[term.words] ?? [] { add(other, Self.alternative) }
    if let word = term.words.first, term.words.count == 1 {
      let forms = WordForms.others(of: word)
      for form in forms { add([form], Self.form) }
      for form in forms {
        for other in SearchVocabulary.alternatives[[form]] ?? [] { add(other, Self.form) }
      }
      for form in [word] + forms {
        for other in SearchVocabulary.associations[form] ?? [] { add(other, Self.association) }
      }
      if let mark = word.firstIndex(of: "_"), mark > word.startIndex {
        let prefix = String(word[..<mark])
        if prefix.utf8.count > 1 { add([prefix], Self.part) }
      }
    } else {
      for other in SearchVocabulary.associations[term.text] ?? [] { add(other, Self.association) }
    }
    self.variants = variants.enumerated().sorted {
      ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset)
    }.map(\.element)
  }

  /// Written for the term itself, not only for something near.
  var names: ArraySlice<Variant> { variants.prefix { $0.quality >= Self.form } }

  var associations: ArraySlice<Variant> { variants.dropFirst(names.count) }
}
