import ArgumentParser
import Bisection
import ChangeModel
import Investigation

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
      try work.requireFree()
      var settings = setup.settings
      settings.symptoms = symptom
      settings.question = scope.question(machines: relevance.machines(scope.arch))
      let investigation = clone.investigation(work.logger, asOf: scope.asOf, work.show)
      try await work.begin(
        try await investigation.beginBisection(packages.old, packages.new, settings))
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
      try work.requireFree()
      var settings = setup.settings
      settings.symptoms = symptom
      settings.question = scope.question(machines: relevance.machines(scope.arch))
      let investigation = clone.investigation(work.logger, asOf: scope.asOf, work.show)
      try await work.begin(try await investigation.replayBisection(of: file, settings))
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
    try await bisection.perform { try await newest ? $0.showNewest() : $0.showNext() }
  }
}

struct BisectStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says where it stands; changes nothing.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      let session = try work.session()
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
    try await bisection.perform { try await $0.answer("good", answer.revision, answer.note) }
  }
}

struct BisectBad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bad", abstract: "The kernel is broken.", aliases: ["broken"])
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try await $0.answer("bad", answer.revision, answer.note) }
  }
}

struct BisectSkip: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "The kernel does not build, or does not boot far enough.")
  @OptionGroup var answer: AnswerArguments
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try await $0.answer("skip", answer.revision, answer.note) }
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
    try await bisection.perform { try await $0.answer(word, answer.revision, answer.note) }
  }
}

struct BisectTerms: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terms", abstract: "Prints the words for kernels without and with the change.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      let words = try work.session().words
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
      var session = try work.session()
      guard let undone = session.undo() else { throw BisectionProblem.nothingToUndo }
      try work.keep(session)
      Terminal.complain("taken back: \(undone.word) \(undone.commit)")
      try await work.showNext(session)
    }
  }
}

struct BisectLog: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Prints what `git bisect replay` reads.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try Terminal.write(try $0.session().log()) }
  }
}

struct BisectView: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Lists the commits that are left, most suspect first.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { work in
      let session = try work.session()
      try work.write(try session.status(suspects: .max))
    }
  }
}

struct BisectReset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Forgets the bisection, and removes its work tree.")
  @OptionGroup var bisection: BisectionOptions

  func run() async throws {
    try await bisection.perform { try await $0.reset() }
  }
}
