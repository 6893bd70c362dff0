import ArgumentParser
import ChangeModel
import FoundationEssentials
import Reports

/// How an answer is written, and where to.
struct FormatOptions: ParsableArguments {
  @Flag(help: "The same as --format json.") var json = false
  @Option(
    help: """
      How the answer is written: git-fixes for fixes that are missing, markdown-short and those after it for a report.
      """)
  var format: ReportFormat?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the answer to a file; its ending, or FORMAT:FILE, chooses the format; may be repeated.",
      valueName: "file"), completion: .names(.outputs))
  var output: [String] = []

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other.")
    }
    let targets = try targets()
    if output.count > 1 {
      if json || format != nil {
        throw ValidationError(
          "\(json ? "--json" : "--format") is for one answer; of several --output, each names its own: FORMAT:FILE."
        )
      }
      if targets.count(where: \.isStandardOutput) > 1 {
        throw ValidationError("Only one --output can be standard output.")
      }
      var seen: Set<String> = []
      for case let path? in targets.map(\.path)
      where !seen.insert(URL(fileURLWithPath: path).standardized.path).inserted {
        throw ValidationError(
          "--output \(path.inert()) can be given only once: one answer would replace the other.")
      }
    }
  }

  private func targets() throws -> [OutputTarget] {
    let named: ReportFormat? = json ? .json : format
    guard !output.isEmpty else { return [OutputTarget(format: named ?? .terminal)] }
    return try output.map { try OutputTarget($0, format: named) }
  }

  /// All formats that are asked for, each once.
  var chosen: Set<ReportFormat> { Set(((try? targets()) ?? []).map(\.format)) }

  /// Whether a program reads the answer, rather than a person.
  var isForProgram: Bool { chosen.contains(where: \.isForPrograms) }

  /// Whether names lead somewhere in what is written.
  func hasLinks(_ terminal: ConsoleOptions) -> Bool {
    chosen.contains(where: \.hasLinks)
      || isPrinted && terminal.style(in: terminal.answerPager).hyperlinks
  }

  /// Whether the answer is printed in words.
  private var isPrinted: Bool { output.isEmpty && chosen == [.terminal] }

  /// For an answer that has one form only.
  func requireNone(for what: String) throws {
    if json { throw ValidationError("\(what) has no JSON form; leave out --json.") }
    if format != nil { throw ValidationError("\(what) has one form only; leave out --format.") }
    if !output.isEmpty {
      throw ValidationError("\(what) writes to standard output only; leave out --output.")
    }
  }

  /// Refuses formats that this question has no answer in.
  func require(gitFixes: Bool = false, ofUpgrades: Bool = false) throws {
    for format in chosen.sorted(by: { $0.rawValue < $1.rawValue }) {
      var flaw: String?
      if format == .gitFixes, !gitFixes {
        flaw = "--format git-fixes goes with ktrail fixes --for or --missing-in only."
      }
      if format.isOfUpgrades, !ofUpgrades {
        flaw = "The format \(format.rawValue) goes with ktrail report only."
      }
      guard let flaw else { continue }
      if let setting = Settings.inUse.first(where: { $0.option == "format" }) {
        throw SettingProblem.refused(setting.origin, flaw)
      }
      throw ValidationError(flaw)
    }
  }

  /// Writes the answer to all targets; if one of them cannot be written, the others are, before that is said.
  ///
  /// - Parameters:
  ///   - limit: how much of each list people are shown; as ``Report`` has it.
  ///   - brief: Markdown is to fit into a comment.
  ///   - place: the line that pins the kernel, for findings.
  func write(
    _ report: Report, on console: Console, limit: Int? = nil, allEntries: Bool = false,
    links: Links = .standard,
    brief: Bool = false,
    at place: SourcePosition? = nil
  ) throws {
    var failure: UnwritableOutput?
    let pager = isPrinted ? console.options.answerPager : nil
    for target in try targets() {
      let isBrief = brief && target.format == .markdown
      let text = report.rendered(
        as: isBrief ? .shortMarkdown : target.format,
        style: target.path == nil ? console.options.style(in: pager) : .plain, limit: limit,
        allEntries: allEntries,
        links: links, at: place)
      let printed =
        Terminal.isReadByRunner ? RunnerCommands.disarmed(text, in: target.format) : text
      do throws(UnwritableOutput) {
        if let path = target.path {
          try OutputFile(path: path).write(text, printing: printed)
        } else {
          try print(printed, in: pager, console)
        }
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private func print(
    _ text: String, in pager: Pager?, _ console: Console
  ) throws(UnwritableOutput) {
    guard let failure = pager?.show(text) else {
      if pager == nil { try Terminal.write(text) }
      return
    }
    if let pager, pager.isNamed, let reason = failure.reason {
      console.say("ktrail: the pager \(pager.command) cannot be started: \(reason)")
    }
    try Terminal.write(text)
  }
}
