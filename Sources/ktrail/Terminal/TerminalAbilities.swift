import ChangeModel
import FoundationEssentials
import Text

/// What can be sent to one of the standard descriptors, as far as the environment says.
struct TerminalAbilities {
  let isTerminal: Bool
  let environment: [String: String]

  init(isTerminal: Bool, environment: [String: String]) {
    (self.isTerminal, self.environment) = (isTerminal, environment)
  }

  init(of descriptor: Int32) {
    self.init(
      isTerminal: isatty(descriptor) == 1, environment: ProcessInfo.processInfo.environment)
  }

  /// What is set and not empty.
  private func value(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// git, too, takes a terminal that does not say what it is for one without abilities.
  var isDumb: Bool { !isTerminal || (value("TERM") ?? "dumb") == "dumb" }

  /// https://no-color.org and https://bixense.com/clicolors, in ripgrep's order.
  func hasColor(_ wish: Occasion) -> Bool {
    switch wish {
    case .always: return true
    case .never: return false
    case .auto:
      if value("NO_COLOR") != nil { return false }
      if let forced = value("CLICOLOR_FORCE"), forced != "0" { return true }
      return !isDumb && environment["CLICOLOR"] != "0"
    }
  }

  // MARK: - Hyperlinks

  /// - Parameter pager: what the answer is shown with.
  func hasHyperlinks(_ wish: Occasion, in pager: Pager?) -> Bool {
    switch wish {
    case .always: return true
    case .never: return false
    case .auto:
      if let forced = value("FORCE_HYPERLINK") { return forced != "0" }
      return !isDumb && knowsHyperlinks && pager?.passesHyperlinks ?? true
    }
  }

  /// Terminals that are known to have them; others may print the addresses, or stop at them.
  private var knowsHyperlinks: Bool {
    let terminal = value("TERM") ?? ""
    if value("TMUX") != nil || terminal.hasPrefix("tmux") {
      // It passes them on to terminals that have them, and drops them for others.
      return value("TERM_PROGRAM") == "tmux" && version("TERM_PROGRAM_VERSION", isFrom: (3, 4))
    }
    if value("STY") != nil || terminal.hasPrefix("screen") { return false }
    // 0.50.0 crashes at the first one.
    if let version = value("VTE_VERSION").flatMap({ Int($0) }) { return version > 5000 }
    switch value("TERM_PROGRAM") {
    case "iTerm.app": return version("TERM_PROGRAM_VERSION", isFrom: (3, 1))
    case "vscode": return version("TERM_PROGRAM_VERSION", isFrom: (1, 72))
    case "WezTerm", "ghostty", "Hyper", "zed", "rio": return true
    default: break
    }
    return ["KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM"].contains {
      value($0) != nil
    } || Self.terminals.contains { terminal == $0 || terminal.hasPrefix($0 + "-") }
  }

  /// By their descriptions in terminfo, which ssh(1) passes on.
  private static let terminals = [
    "xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour", "rio",
  ]

  /// Whether a version such as `3.4` or `next-3.5a` is not before another.
  private func version(_ name: String, isFrom least: (Int, Int)) -> Bool {
    let numbers = (value(name) ?? "").split { !$0.isASCII || !$0.isNumber }.prefix(2).map {
      Int($0) ?? 0
    }
    guard let major = numbers.first else { return false }
    return (major, numbers.count > 1 ? numbers[1] : 0) >= least
  }
}
