/// What is asked of a user to tell suspects apart.
public struct Question: Codable, Hashable, Sendable {
  public enum Topic: String, Codable, Hashable, Sendable, CaseIterable {
    /// Which part of the kernel it is in.
    case area
    /// Which file system it happens on.
    case filesystem
    /// Whether the machine uses a driver of the one directory that is offered.
    case driver
    /// Which architecture the kernel is for; what is offered are directories under `arch`.
    case architecture
  }

  public enum Answer: Codable, Hashable, Sendable {
    /// One of those offered; the user is sure, or only thinks so.
    case pick(Area, isSure: Bool)
    case none
    case unknown
  }

  /// So many are offered, and shown where nobody is asked.
  public static let mostOptions = 5

  public let topic: Topic
  /// What is offered, the likeliest first.
  public let options: [Area]
  /// What the answer is expected to tell, in bits.
  public let gain: Double

  public init(_ topic: Topic, options: [Area], gain: Double) {
    (self.topic, self.options, self.gain) = (topic, options, gain)
  }
}

/// A question with the answer that it got.
public struct AnsweredQuestion: Codable, Hashable, Sendable {
  public let question: Question
  public let answer: Question.Answer

  public init(_ question: Question, _ answer: Question.Answer) {
    (self.question, self.answer) = (question, answer)
  }
}

extension SuspectScope {
  /// The same with what an answer says.
  public func hearing(_ answered: AnsweredQuestion) -> SuspectScope {
    var scope = self
    func places(_ areas: [Area]) -> [Place] {
      areas.map { Place(name: $0.path, reading: .path, paths: [$0.path]) }
    }
    switch (answered.answer, answered.question.topic) {
    case (.unknown, _): break
    case (.pick(let area, _), .architecture): scope.architecture = area.name
    case (.pick(let area, isSure: true), _): scope.places = places([area])
    case (.pick(let area, isSure: false), _): scope.likely += places([area])
    case (.none, _): scope.unlikely += places(answered.question.options)
    }
    return scope
  }
}
