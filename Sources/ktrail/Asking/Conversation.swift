import ChangeModel
import Reports
import Text
import ToolSupport

/// Questions on standard error, and their answers, a line each, from standard input.
struct Conversation: Sendable {
  let console: Console

  /// What is not understood is asked again so often; then it is as if the user did not know.
  private static let mostAttempts = 3

  /// `nil` at the end of input.
  func answer(to question: Question, _ ranking: Ranking) -> Question.Answer? {
    console.clear()
    let text = QuestionText(
      question, first: ranking.suspects.first?.probability ?? 0,
      style: console.options.errorStyle)
    Self.write("\n" + text.text)
    for attempt in 1...Self.mostAttempts {
      Self.write(text.prompt)
      guard let line = Self.readLine() else {
        Self.write("\n")
        return nil
      }
      if let answer = Reply(line, to: text.choices)?.answer(question) { return answer }
      if attempt < Self.mostAttempts {
        Self.write(
          "\"\(String(line.prefix(40)).inert())\" is not a number from 1 to \(text.choices.count).\n"
        )
      }
    }
    Self.write("That is taken for: I don't know.\n")
    return .unknown
  }

  private static func write(_ text: String) {
    EndingSignals.requireNone()
    // If it cannot be shown, nobody answers, and the end of input is the answer.
    try? text.utf8.write(to: STDERR_FILENO)
  }

  /// More than a terminal gives as one line.
  private static let longestLine = 4096

  /// `nil` at the end of input.
  private static func readLine() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      if line.count < longestLine { line.append(byte) }
    }
  }
}

/// What a line says: a number of the list, and whether the user is sure.
struct Reply: Hashable {
  let choice: QuestionText.Choice
  let isSure: Bool

  init(_ choice: QuestionText.Choice, isSure: Bool = false) {
    (self.choice, self.isSure) = (choice, isSure)
  }

  /// `2`, `2!`, `sure 2`; nothing and 0 are "I don't know". `nil` for anything else.
  init?(_ line: String, to choices: [QuestionText.Choice]) {
    let words = line.lowercased().replacing("!", with: " sure ").split(
      whereSeparator: \.isWhitespace)
    let numbers = words.filter { $0 != "sure" }
    isSure = numbers.count < words.count
    guard let word = numbers.first, numbers.count == 1 else {
      guard words.isEmpty else { return nil }
      choice = .unknown
      return
    }
    guard word.utf8.count <= 3, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(word), number <= choices.count
    else { return nil }
    choice = number == 0 ? .unknown : choices[number - 1]
  }

  func answer(_ question: Question) -> Question.Answer {
    switch choice {
    // That a driver is in use does not say that it is the cause, however sure one is.
    case .option(let place):
      .pick(question.options[place], isSure: isSure && question.topic != .driver)
    case .none: .none
    case .unknown: .unknown
    }
  }
}
