package import ChangeModel
import Culprits
import History

extension Investigation {
  /// What a search asks for; `nil` where it has no text and nobody is named.
  func searchQuestion(
    of criteria: FixCriteria
  ) async throws(InvestigationError) -> SearchQuestion? {
    guard criteria.matching != nil || !criteria.symptoms.isEmpty || !criteria.people.isEmpty else {
      return nil
    }
    var question = SearchQuestion()
    if let text = criteria.matching {
      do throws(SearchText.Problem) {
        question = try SearchText(parsing: text, weight: Self.weight).question
      } catch {
        throw .searchText(error)
      }
    }
    if !criteria.symptoms.isEmpty {
      let symptom = try await readSymptoms(criteria.symptoms).symptom
      let known = Set(question.terms.map(\.words))
      question.terms += symptom.searchTerms.filter { !known.contains($0.words) }
      if question.terms.isEmpty { throw .nothingToSearch(criteria.symptoms) }
    }
    question.people += criteria.people
    return question
  }

  /// A word that names a part of the kernel counts twice as much as one that stands anywhere.
  private static func weight(of word: String) -> Double {
    0.5 + 0.5 * WordPlaces.known.share(ofWord: word)
  }
}

extension Investigation {
  /// What plain BM25 over the words of a text finds, first the commits that have all of them; to measure a search against.
  package func foundByBM25(_ text: String, limit: Int) throws(InvestigationError) -> [CommitID] {
    guard let index = try openIndex() else { throw .cloneNeeded(for: .fixes) }
    return try history { () throws(HistoryError) in
      try FixSearch(in: index).commits(in: FixScope(matching: text), limit: limit)
    }
  }
}

extension Symptom {
  /// The words of its lines that say something, names of several words as one.
  fileprivate var searchTerms: [SearchQuestion.Term] {
    let weights = wordWeights
    let bytes = Array(text.utf8)
    let words = lines.flatMap { SearchText.words(of: String(decoding: bytes[$0], as: UTF8.self)) }
    return SearchText.terms(of: words) { weights[$0] ?? 0 }.filter { $0.weight > 0 }
  }
}

extension FixCriteria {
  /// With the places and the period that the question's text names, and without the text, which the question has.
  func joining(_ question: SearchQuestion) throws(InvestigationError) -> FixCriteria {
    for (name, option, text) in [
      ("since", since, question.since), ("until", until, question.until),
    ] where option != nil && text != nil {
      throw .searchText(.twice(name))
    }
    return FixCriteria(
      touching: touching + question.places, cves: cves, cveData: cveData,
      since: since ?? question.since, until: until ?? question.until, limit: limit)
  }
}
