public import ChangeModel
public import Culprits

/// Who answers questions while a ranking is made.
public struct Interviewee: Sendable {
  /// Whether the first question is asked also where it tells little.
  let isAskedAlways: Bool
  /// How many questions there are at most.
  let mostQuestions: Int
  let answer: @Sendable (Question, Ranking) -> Question.Answer?

  /// - Parameter answer: given a question and the ranking as it is without its answer; `nil` where nobody is left to ask.
  public init(
    isAskedAlways: Bool = false, mostQuestions: Int = Inquiry.mostQuestions,
    answer: @escaping @Sendable (Question, Ranking) -> Question.Answer?
  ) {
    (self.isAskedAlways, self.mostQuestions) = (isAskedAlways, mostQuestions)
    self.answer = answer
  }
}

/// A ranking, with what was asked on the way to it.
public struct Interview: Hashable, Sendable {
  public let ranking: Ranking
  public let answered: [AnsweredQuestion]
  /// What was known in the end of where the cause can be.
  public let scope: SuspectScope

  /// - Parameters:
  ///   - interviewee: `nil` for nobody to ask.
  ///   - rank: ranks by what is known of where the cause can be; called once more after each answer.
  init(
    _ interviewee: Interviewee?, from scope: SuspectScope, rank: (SuspectScope) -> Ranking
  ) {
    var scope = scope
    var ranking = rank(scope)
    var answered: [AnsweredQuestion] = []
    while let interviewee, answered.count < interviewee.mostQuestions,
      let question = Inquiry(ranking, scope, after: answered)
        .question(always: interviewee.isAskedAlways),
      var said = interviewee.answer(question, ranking)
    {
      // Several places that the user is sure of are one or the other, so a second one would narrow nothing.
      if case .pick(let area, isSure: true) = said, scope.namesPlaces {
        said = .pick(area, isSure: false)
      }
      let answer = AnsweredQuestion(question, said)
      answered.append(answer)
      if answer.answer != .unknown {
        scope = scope.hearing(answer)
        ranking = rank(scope)
      }
    }
    (self.ranking, self.answered, self.scope) = (ranking, answered, scope)
  }
}
