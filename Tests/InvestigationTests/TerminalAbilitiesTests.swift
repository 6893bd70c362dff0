import Testing

@testable import ktrail

@Suite("What a terminal can do") struct TerminalAbilitiesTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let environment: [String: String]
    var isTerminal = true
    var wish = Occasion.auto
    let has: Bool

    init(
      _ environment: [String: String], _ has: Bool, isTerminal: Bool = true,
      wish: Occasion = .auto
    ) {
      (self.environment, self.has) = (environment, has)
      (self.isTerminal, self.wish) = (isTerminal, wish)
    }

    var testDescription: String {
      let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return "\(variables.joined(separator: " ")) \(wish)\(isTerminal ? "" : " in a pipe")"
    }

    func abilities(_ others: [String: String]) -> TerminalAbilities {
      TerminalAbilities(
        isTerminal: isTerminal, environment: others.merging(environment) { $1 })
    }
  }

  static let colors = [
    Example([:], true), Example([:], false, isTerminal: false),
    Example(["TERM": "dumb"], false), Example(["TERM": ""], false),
    Example(["NO_COLOR": "1"], false), Example(["NO_COLOR": "0"], false),
    Example(["NO_COLOR": ""], true), Example(["CLICOLOR": "0"], false),
    Example(["CLICOLOR": "1"], true), Example(["CLICOLOR": "1"], false, isTerminal: false),
    Example(["CLICOLOR_FORCE": "1"], true, isTerminal: false),
    Example(["CLICOLOR_FORCE": "0"], false, isTerminal: false),
    Example(["CLICOLOR_FORCE": ""], false, isTerminal: false),
    Example(["CLICOLOR_FORCE": "1", "CLICOLOR": "0"], true),
    Example(["CLICOLOR_FORCE": "1", "TERM": "dumb"], true),
    Example(["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
    Example(["NO_COLOR": "1"], true, wish: .always),
    Example(["TERM": "dumb"], true, isTerminal: false, wish: .always),
    Example(["CLICOLOR_FORCE": "1"], false, wish: .never),
  ]

  @Test("colors: the option, then NO_COLOR, CLICOLOR_FORCE, the terminal", arguments: colors)
  func knowsColor(_ example: Example) {
    #expect(example.abilities(["TERM": "xterm"]).hasColor(example.wish) == example.has)
  }

  static let links = [
    Example([:], false), Example(["VTE_VERSION": "4999"], false),
    // It crashes at the first link.
    Example(["VTE_VERSION": "5000"], false), Example(["VTE_VERSION": "5001"], true),
    Example(["VTE_VERSION": "x"], false),
    Example(["VTE_VERSION": "7200"], false, isTerminal: false),
    Example(["VTE_VERSION": "7200", "TERM": "dumb"], false),
    Example(["VTE_VERSION": "7200", "STY": "1.pts"], false),
    Example(["VTE_VERSION": "7200", "TERM": "screen.xterm-256color"], false),
    Example(["VTE_VERSION": "7200", "TMUX": "/tmp/t", "TERM": "screen"], false),
    Example(tmux("3.3a"), false), Example(tmux("3.4"), true), Example(tmux("next-3.5"), true),
    Example(tmux("3.10"), true), Example(tmux("4.0"), true), Example(tmux("master"), false),
    Example(["KITTY_WINDOW_ID": "1"], true), Example(["KITTY_WINDOW_ID": ""], false),
    Example(["WT_SESSION": "1"], true), Example(["KONSOLE_VERSION": "221203"], true),
    Example(["TERM": "xterm-kitty"], true), Example(["TERM": "alacritty"], true),
    Example(["TERM": "alacritty-direct"], true), Example(["TERM": "foot-extra"], true),
    Example(["TERM": "footless"], false), Example(["TERM": "wezterm"], true),
    Example(["TERM": "linux"], false), Example(["TERM_PROGRAM": "Apple_Terminal"], false),
    Example(["TERM_PROGRAM": "WezTerm"], true),
    Example(["TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.0.15"], false),
    Example(["TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.4.19"], true),
    Example(["TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.71.0"], false),
    Example(["TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.90.2"], true),
    Example(["FORCE_HYPERLINK": "1"], true, isTerminal: false),
    Example(["FORCE_HYPERLINK": "0", "VTE_VERSION": "7200"], false),
    Example(["FORCE_HYPERLINK": "", "VTE_VERSION": "7200"], true),
    Example(["FORCE_HYPERLINK": "1"], false, wish: .never),
    Example(["FORCE_HYPERLINK": "0"], true, isTerminal: false, wish: .always),
  ]

  private static func tmux(_ version: String) -> [String: String] {
    [
      "TMUX": "/tmp/t", "TERM": "tmux-256color", "TERM_PROGRAM": "tmux",
      "TERM_PROGRAM_VERSION": version, "VTE_VERSION": "7200",
    ]
  }

  @Test("hyperlinks: where the terminal is known to have them", arguments: links)
  func knowsHyperlinks(_ example: Example) {
    let abilities = example.abilities(["TERM": "xterm-256color"])
    #expect(abilities.hasHyperlinks(example.wish, in: nil) == example.has)
  }

  static let pagers: [(environment: [String: String], command: String?)] = [
    ([:], "less"), (["PAGER": "more"], "more"), (["PAGER": ""], nil), (["PAGER": "cat"], nil),
    (["KTRAIL_PAGER": "less -S", "PAGER": "more"], "less -S"),
    (["KTRAIL_PAGER": "", "PAGER": "more"], nil), (["TERM": "dumb"], nil), (["TERM": ""], nil),
  ]

  @Test("the pager: KTRAIL_PAGER, PAGER, less", arguments: pagers)
  func choosesPager(_ example: (environment: [String: String], command: String?)) {
    let abilities = Example(example.environment, true).abilities(["TERM": "xterm"])
    #expect(Pager(abilities, isForRunner: false)?.command == example.command)
    #expect(Pager(abilities, isForRunner: true) == nil)
    let piped = TerminalAbilities(isTerminal: false, environment: abilities.environment)
    #expect(Pager(piped, isForRunner: false) == nil)
  }
}
