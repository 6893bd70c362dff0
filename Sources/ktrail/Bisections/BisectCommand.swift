import ArgumentParser
import Bisection
import ChangeModel
import Investigation
import Reports

struct BisectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bisect",
    abstract: "Finds the first bad commit with as few kernels to test as it can.",
    discussion: """
      Each test is chosen by what its answer is expected to tell, given how suspect each commit is. With true answers it \
      never takes more than two tests more than halving, however wrong the suspicion was.

      Example:
        ktrail bisect start 4.4.121 4.4.157 --linux ~/linux --symptom dmesg.txt
        ktrail bisect good        # or bad, or skip, of the kernel that it names
        ktrail bisect run ./boots-and-passes.sh
      """,
    subcommands: [
      BisectStart.self, BisectNext.self, BisectGood.self, BisectBad.self, BisectSkip.self,
      BisectStatus.self, BisectUndo.self, BisectLog.self, BisectReplay.self, BisectRun.self,
      BisectView.self, BisectReset.self, BisectTerms.self, BisectAnswer.self,
    ], defaultSubcommand: BisectAnswer.self)

  /// A word that is not a subcommand was taken for an answer.
  static func unknown(_ word: String, answers: [String]) -> String {
    let subcommands = configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .map { $0._commandName }
    let most = Swift.min(2, word.unicodeScalars.count / 2)
    let near = (subcommands + answers.filter { !subcommands.contains($0) }).filter {
      $0.hasPrefix(word) || word.distance(to: $0) <= most
    }
    return
      "\"\(word)\" is neither a subcommand of bisect nor an answer (\(answers.joined(separator: ", ")))"
      + (near.isEmpty
        ? "; the subcommands are \(subcommands.joined(separator: ", "))."
        : "; did you mean \(near.joined(separator: " or "))?")
  }
}

struct BisectStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Begins: OLD is good, NEW is bad.")

  @OptionGroup var packages: PackageArguments
  @Option(
    name: .shortAndLong,
    help: "A file with what was seen, or - for standard input; may be repeated.")
  var symptom: [String] = []
  @OptionGroup(title: "What is known beside the symptom") var scope: ScopeOptions
  @OptionGroup(title: "What is known of the machines") var relevance: RelevanceOptions
  @OptionGroup var setup: BisectionSetup
  @OptionGroup var clone: CloneOptions
  @OptionGroup var bisection: BisectionOptions

  func validate() throws { try packages.requireOneStandardInput(besides: symptom) }

  func run() async throws {
    try await bisection.perform { work in
      try work.desk.requireFree()
      var settings = setup.settings
      settings.symptoms = symptom
      settings.question = scope.question(machines: relevance.machines(scope.arch))
      let investigation = clone.investigation(work.logger, asOf: scope.asOf, work.show)
      let record = try await askingAgain {
        try await investigation.beginBisection(packages.old, packages.new, settings)
      }
      try work.write(try await work.desk.begin(record))
    }
  }
}

struct BisectReplay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Goes on where git, or another bisection of ktrail, stopped.")

  @Argument(
    help:
      "What `git bisect log` or `ktrail bisect log` printed, or - for standard input; default: the bisection that git has under way in the clone."
  )
  var file: String?
  @Option(name: .shortAndLong, help: "A file with what was seen; may be repeated.")
  var symptom: [String] = []
  @OptionGroup(title: "What is known beside the symptom") var scope: ScopeOptions
  @OptionGroup(title: "What is known of the machines") var relevance: RelevanceOptions
  @OptionGroup var setup: BisectionSetup
  @OptionGroup var clone: CloneOptions
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      try work.desk.requireFree()
      var settings = setup.settings
      settings.symptoms = symptom
      settings.question = scope.question(machines: relevance.machines(scope.arch))
      let investigation = clone.investigation(work.logger, asOf: scope.asOf, work.show)
      let record = try await askingAgain {
        try await investigation.replayBisection(of: file, settings)
      }
      try work.write(try await work.desk.begin(record))
    }
  }
}

struct BisectNext: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Says which kernel to test, and checks it out.")
  @Flag(help: "Check out the newest commit of the clone: the bug may be repaired there.")
  var newest = false
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      guard newest else { return try await work.showNext() }
      let view = try await work.desk.checkOutNext(newest: true)
      // The status is of the kernel to test, which is not the one that was checked out.
      try work.write(try view.session.status())
      guard let commit = view.session.record.newest?.short else { return }
      let (old, new) = view.session.words
      work.say(
        "\(commit) is \(view.directory.map { "checked out in \($0)" } ?? "to be tested"); then say "
          + "`\(ShellCommand.bisect(old, of: bisection.name).operand(commit))` or "
          + "`\(ShellCommand.bisect(new, of: bisection.name).operand(commit))`")
    }
  }
}

struct BisectStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says where it stands; changes nothing.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      let session = try work.desk.session()
      try work.write(try session.status())
    }
  }
}

/// The revision that an answer is about, and what to remember of it.
struct AnswerArguments: ParsableArguments {
  @Argument(help: "The kernel that was tested; default: the one to test.") var revision: String?
  @Option(help: "Something to remember of this test.") var note: String?
}

struct BisectGood: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "good", abstract: "The kernel works.", aliases: ["fixed"])
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try await $0.answer("good", answer) }
  }
}

struct BisectBad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bad", abstract: "The kernel is broken.", aliases: ["broken"])
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try await $0.answer("bad", answer) }
  }
}

struct BisectSkip: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "The kernel does not build, or does not boot far enough.")
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try await $0.answer("skip", answer) }
  }
}

struct BisectAnswer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Says it in the words of --term-old and --term-new.",
    shouldDisplay: false)
  @Argument(help: "One of the two words, or skip.") var word: String?
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    guard let word else { throw CleanExit.helpRequest(BisectCommand.self) }
    try await bisection.perform { work in
      let words = (try? work.desk.session())?.words
      let known = [words?.old ?? "good", words?.new ?? "bad", "skip"]
      guard known.contains(word) || ["old", "new"].contains(word) else {
        throw ValidationError(BisectCommand.unknown(word, answers: known).inert())
      }
      try await work.answer(word, answer)
    }
  }
}

struct BisectTerms: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terms", abstract: "Prints the words for kernels without and with the change.")
  @OptionGroup var bisection: BisectionOptions

  func validate() throws { try bisection.requireNoJSON("bisect terms") }

  func run() async throws {
    try await bisection.perform { work in
      let words = try work.desk.session().words
      try Terminal.write("\(words.old)\n\(words.new)\n")
    }
  }
}

struct BisectUndo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes back the last answer.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      let undone = try await work.desk.undo()
      work.say("taken back: \(undone.word) \(undone.commit)")
      try await work.showNext()
    }
  }
}

struct BisectLog: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Prints what `git bisect replay` reads.")
  @OptionGroup var bisection: BisectionOptions

  func validate() throws { try bisection.requireNoJSON("bisect log") }

  func run() async throws {
    try await bisection.perform { try Terminal.write(try $0.desk.session().log()) }
  }
}

struct BisectView: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Lists the commits that are left, most suspect first.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      let session = try work.desk.session()
      try work.write(try session.status(suspects: .max))
    }
  }
}

struct BisectReset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Forgets the bisection, and removes its work tree.")
  @OptionGroup var bisection: BisectionOptions

  func validate() throws { try bisection.requireNoJSON("bisect reset") }

  func run() async throws {
    try await bisection.perform { work in
      for outcome in try await work.desk.reset() {
        try Terminal.write(outcome.sentence(bisection.name).inert() + "\n")
      }
    }
  }
}

extension String {
  /// How many letters must be changed, added or left out to make the other of this word.
  fileprivate func distance(to other: String) -> Int {
    let letters = Array(other.unicodeScalars)
    var row = Array(0...letters.count)
    for (position, scalar) in unicodeScalars.enumerated() {
      var next = [position + 1]
      for (column, letter) in letters.enumerated() {
        next.append(
          Swift.min(row[column] + (letter == scalar ? 0 : 1), row[column + 1] + 1, next[column] + 1)
        )
      }
      row = next
    }
    return row[letters.count]
  }
}
