import ArgumentParser
import ChangeModel
import Reports
import Text

/// What a terminal gets beside the words.
struct TerminalOptions: ParsableArguments {
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
    if isWithoutPager, pager == .auto {
      throw ValidationError("--pager auto and --no-pager contradict each other.")
    }
  }

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
