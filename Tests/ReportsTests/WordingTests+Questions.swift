import ChangeModel
import Testing

@testable import Reports

/// What is asked of a user, what the answer is called, and the command that repeats it.
@Suite("Wording of questions") struct QuestionWordingTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let topic: Question.Topic
    let answer: Question.Answer
    let testDescription: String
    /// What the command gains.
    let options: String

    init(_ topic: Question.Topic, _ answer: Question.Answer, _ clause: String, _ options: String) {
      (self.topic, self.answer, testDescription) = (topic, answer, clause)
      self.options = options
    }

    var answered: AnsweredQuestion {
      let options =
        switch topic {
        case .area, .filesystem: [QuestionWordingTests.area, QuestionWordingTests.other]
        case .driver: [QuestionWordingTests.driver]
        case .architecture: [QuestionWordingTests.machine]
        }
      return AnsweredQuestion(Question(topic, options: options, gain: 0.7), answer)
    }
  }

  static let area = SampleReport.areas[1]
  static let other = Area(path: "fs/nfs", share: 0.1, candidates: 1)
  static let driver = Area(
    path: "drivers/net/ethernet/intel/e1000e", title: "INTEL ETHERNET DRIVERS", share: 0.3,
    candidates: 1)
  static let machine = Area(path: "arch/x86", share: 0.3, candidates: 4)

  static let rows = [
    Row(
      .area, .pick(area, isSure: false),
      "you said that it is in fs/overlayfs: ten times the odds for its 3 changes",
      " --likely fs/overlayfs"),
    Row(
      .area, .pick(area, isSure: true),
      "you are sure that it is in fs/overlayfs: all other changes have almost no weight",
      " --subsystem fs/overlayfs"),
    Row(
      .area, .none,
      "you said that it is in none of fs/overlayfs, fs/nfs: a tenth of the odds for their changes",
      " --unlikely fs/overlayfs --unlikely fs/nfs"),
    Row(
      .area, .unknown, "you did not know whether it is in fs/overlayfs, fs/nfs; nothing changes", ""
    ),
    Row(
      .filesystem, .pick(area, isSure: false),
      "you said that it happens on overlayfs (fs/overlayfs): ten times the odds for its 3 changes",
      " --likely fs/overlayfs"),
    Row(
      .filesystem, .none,
      "you said that it happens on none of fs/overlayfs, fs/nfs: a tenth of the odds for their changes",
      " --unlikely fs/overlayfs --unlikely fs/nfs"),
    Row(
      .filesystem, .unknown,
      "you did not know whether it happens on fs/overlayfs, fs/nfs; nothing changes", ""),
    Row(
      .driver, .pick(driver, isSure: false),
      "you said that the machine uses a driver from drivers/net/ethernet/intel/e1000e: ten times the odds for its 1 change",
      " --likely drivers/net/ethernet/intel/e1000e"),
    Row(
      .driver, .none,
      "you said that the machine uses no driver from drivers/net/ethernet/intel/e1000e: a tenth of the odds for its 1 change",
      " --unlikely drivers/net/ethernet/intel/e1000e"),
    Row(
      .driver, .unknown,
      "you did not know whether the machine uses a driver from drivers/net/ethernet/intel/e1000e; nothing changes",
      ""),
    Row(
      .architecture, .pick(machine, isSure: false),
      "you said that the kernel is for x86: what is for others only has almost no weight",
      " --arch x86"),
    Row(
      .architecture, .none,
      "you said that the kernel is for none of arch/x86: a tenth of the odds for their changes",
      " --unlikely arch/x86"),
    Row(
      .architecture, .unknown,
      "you did not know whether the kernel is for arch/x86; nothing changes", ""),
  ]

  static var all: [AnsweredQuestion] { rows.map(\.answered) }

  @Test("an answer is said back, and an option says it", arguments: rows)
  func saysBack(_ row: Row) {
    #expect(row.answered.clause == row.testDescription)
    #expect(row.answered.sentence == "Y\(row.testDescription.dropFirst()).")
    #expect("\(ShellCommand("ktrail").answering([row.answered]))" == "ktrail" + row.options)
  }

  static let questions: [(topic: Question.Topic, lines: [String])] = [
    (
      .area,
      [
        "The first suspect has 12 %. Where is it, as far as you can see?",
        "  1   27 %  fs/overlayfs: OVERLAY FILESYSTEM (ovl)",
        "  2   10 %  fs/nfs",
        "  3         none of these",
        "  4         I don't know",
      ]
    ),
    (
      .filesystem,
      [
        "The first suspect has 12 %. Which file system does it happen on? (`mount` lists",
        "them.)",
        "  1   27 %  fs/overlayfs: OVERLAY FILESYSTEM (ovl)",
        "  2   10 %  fs/nfs",
        "  3         none of these",
        "  4         I don't know",
      ]
    ),
    (
      .driver,
      [
        "The first suspect has 12 %. Does the machine use a driver from",
        "drivers/net/ethernet/intel/e1000e: INTEL ETHERNET DRIVERS? (`lsmod` lists what",
        "is loaded.)",
        "  1   30 %  yes",
        "  2         no",
        "  3         I don't know",
      ]
    ),
    (
      .architecture,
      [
        "The first suspect has 12 %. Which architecture is the kernel for? (`uname -m`",
        "says it.)",
        "  1   30 %  x86",
        "  2         none of these",
        "  3         I don't know",
      ]
    ),
  ]

  @Test("a question fits a terminal, with a number for each answer", arguments: questions)
  func asks(_ example: (topic: Question.Topic, lines: [String])) throws {
    let row = try #require(Self.rows.first { $0.topic == example.topic })
    let text = QuestionText(
      row.answered.question, first: 0.12, style: TerminalStyle(width: 80, color: false))
    #expect(text.text.split(separator: "\n").map(String.init) == example.lines)
    #expect(text.choices.count == row.answered.question.options.count + 2)
  }

  @Test("what a stranger called an area is shown inert")
  func staysInert() {
    let area = Area(
      path: "fs/\u{1B}[31m", title: "\u{202E}x", prefixes: ["\u{9B}2J"], share: 0.5, candidates: 1)
    let text = QuestionText(
      Question(.area, options: [area], gain: 1), first: 0.1,
      style: TerminalStyle(width: 80, color: false)
    ).text
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value < 0x7F })
  }
}
