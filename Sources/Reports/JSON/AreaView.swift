internal import ChangeModel

/// A part of the kernel, and how much of the suspicion lies there.
struct AreaView: Codable {
  let path: String
  let title: String?
  let prefixes: [String]
  let share: Double?
  let candidates: Int

  init(_ area: Area) {
    (path, title, prefixes) = (area.path, area.title, area.prefixes)
    (share, candidates) = (area.share, area.candidates)
  }
}

/// What the user was asked, and answered.
struct AnsweredQuestionView: Codable {
  let topic: String
  let options: [AreaView]
  /// Bits.
  let gain: Double?
  let answer: String
  let path: String?
  let sentence: String

  init(_ answered: AnsweredQuestion) {
    topic = answered.question.topic.rawValue
    options = answered.question.options.map(AreaView.init)
    (gain, sentence) = (answered.question.gain, answered.sentence)
    (answer, path) =
      switch answered.answer {
      case .pick(let area, let isSure): (isSure ? "sure" : "likely", area.path)
      case .none: ("none", nil)
      case .unknown: ("unknown", nil)
      }
  }
}
