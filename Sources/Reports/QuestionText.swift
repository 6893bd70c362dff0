public import ChangeModel

/// A question as it stands on a terminal, with a number for each answer.
public struct QuestionText: Hashable, Sendable {
  public enum Choice: Hashable, Sendable {
    case option(Int)
    case none, unknown
  }

  /// What is asked and what can be answered, in lines, inert.
  public let text: String
  /// In order; the first has number 1.
  public let choices: [Choice]

  /// - Parameter first: the probability of the first suspect.
  public init(_ question: Question, first: Double, style: TerminalStyle) {
    let text = TerminalText(style: style)
    choices = question.options.indices.map { .option($0) } + [.none, .unknown]
    var lines = text.lines(
      Phrase("The first suspect has \(first.percent). ") + .strong(question.sentence))
    for (number, choice) in choices.enumerated() {
      let start = "  \(number + 1)  "
      switch choice {
      case .option(let place):
        let area = question.options[place]
        let share = area.share.percent
        let pad = String(repeating: " ", count: max(0, 5 - share.count))
        let named: Phrase =
          switch question.topic {
          case .driver: "yes"
          case .architecture: .strong(area.name)
          case .area, .filesystem:
            .strong(area.path) + Phrase(area.separatedAbout)
          }
        lines += text.lines(
          named, first: start + pad + share + "  ",
          rest: String(repeating: " ", count: start.count + 9))
      case .none:
        lines += text.lines(Phrase(question.noneOfThese), first: start + "       ")
      case .unknown: lines += text.lines("I don't know", first: start + "       ")
      }
    }
    self.text = lines.joined(separator: "\n") + "\n"
  }

  /// What stands before the answer.
  public var prompt: String {
    let sure = choices.count > 3 ? ", 1! if you are sure" : ""
    return "Number (1 to \(choices.count)\(sure); Enter if you don't know): "
  }
}
