import ArgumentParser
import ChangeModel
import Reports
import Text

/// What every command says of its work, what a terminal gets beside the words, and what becomes of a failure.
///
/// One group, not one within the other: a debug build of the parser checks each group four times, and all within it as often
/// for each time.
struct ConsoleOptions: ParsableArguments {
  @Flag(help: "Say on standard error what is being done, with times.") var verbose = false
  @Flag(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Say nothing on standard error but errors.",
      discussion: "fixes --in and --in-tree print nothing at all then; the exit code answers."))
  var quiet = false
  @Option(
    help: ArgumentHelp(
      "When colors are used.",
      discussion: "auto: at a terminal, unless NO_COLOR, CLICOLOR=0 or TERM=dumb is set.",
      valueName: "when"))
  var color = Occasion.auto
  @Option(
    help: ArgumentHelp(
      "When ids lead to pages (OSC 8 hyperlinks).",
      discussion: "auto: at a terminal that is known to have them.", valueName: "when"))
  var hyperlinks = Occasion.auto
  @Option(
    help: ArgumentHelp(
      "When long answers go through a pager; default: auto.",
      discussion:
        "auto: at a terminal, through KTRAIL_PAGER, else PAGER, else less; LESS is FRX if not set.",
      valueName: "when"))
  var pager: PagerOccasion?
  @Flag(name: .customLong("no-pager"), help: "The same as --pager never.") var isWithoutPager =
    false

  enum PagerOccasion: String, CaseIterable, ExpressibleByArgument {
    case auto, never
  }

  func validate() throws {
    if verbose, quiet { throw ValidationError("--verbose and --quiet contradict each other.") }
    if isWithoutPager, pager == .auto {
      throw ValidationError("--pager auto and --no-pager contradict each other.")
    }
  }

  /// Does the work; a failure becomes one line on standard error and an exit code.
  func perform<Value>(_ work: (Console) async throws -> Value) async throws -> Value {
    let console = Console(self)
    defer { console.clear() }
    do {
      return try await work(console)
    } catch let code as ExitCode {
      throw code
    } catch let usage as ValidationError {
      throw usage
    } catch let help as CleanExit {
      throw help
    } catch let problem as SettingProblem {
      throw problem
    } catch {
      console.complain("ktrail: \(Complaint(error))")
      for setting in Settings.inUse where setting.isNamed(in: "\(error)") {
        console.complain("ktrail: \(setting.option) comes from \(setting.origin)")
      }
      throw ExitCode(of: error)
    }
  }
}

// MARK: What a terminal gets
extension ConsoleOptions {
  /// What shows an answer in words on standard output; `nil` if it is simply printed.
  var answerPager: Pager? {
    isWithoutPager || pager == .never
      ? nil : Pager(TerminalAbilities(of: STDOUT_FILENO), isForRunner: Terminal.isReadByRunner)
  }

  /// How an answer in words is written.
  func style(in pager: Pager?) -> TerminalStyle {
    style(of: STDOUT_FILENO, in: pager, hyperlinks: hyperlinks)
  }

  /// How questions and complaints are.
  var errorStyle: TerminalStyle { style(of: STDERR_FILENO, in: nil, hyperlinks: .never) }

  private func style(
    of descriptor: Int32, in pager: Pager?, hyperlinks: Occasion
  ) -> TerminalStyle {
    let abilities = TerminalAbilities(of: descriptor)
    var size = winsize()
    let isKnown =
      abilities.isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col >= 40
    return TerminalStyle(
      width: isKnown ? Int(size.ws_col) : TerminalStyle.plain.width,
      color: abilities.hasColor(color),
      hyperlinks: abilities.hasHyperlinks(hyperlinks, in: pager))
  }
}
