import ChangeModel

/// The value that a file or the environment gives an option.
struct Setting: Hashable, Sendable {
  /// By its long name without dashes: `fail-on`.
  let option: String
  /// The commands that it is for, by the words before it in the file: `bisect`, `start`; empty for all.
  var scope: [String] = []
  let value: Value
  let origin: Origin

  enum Value: Hashable, Sendable {
    /// Of an option that may be repeated several, else one.
    case texts([String])
    case flag(Bool)
  }

  /// Where it was said. The first kinds count before the later ones.
  enum Origin: Hashable, Sendable {
    case variable(String)
    case project(SourcePosition)
    case user(SourcePosition)
  }

  /// The words that say the same on the command line; none for a flag that is off.
  func arguments(of option: DeclaredArguments.Argument) -> [String] {
    switch value {
    case .texts(let texts): texts.map { "\(option.title)=\($0)" }
    case .flag(true): ["--\(self.option)"]
    case .flag(false): option.names.contains("--no-\(self.option)") ? ["--no-\(self.option)"] : []
    }
  }
}

extension Setting.Origin: CustomStringConvertible {
  /// `~/.config/ktrail/config.toml:3:1` or `KTRAIL_FAIL_ON`.
  var description: String {
    switch self {
    case .variable(let name): name
    case .project(let place), .user(let place): place.description
    }
  }
}

extension Setting {
  /// Options that ask a question, rather than say how questions are answered: they are given with it.
  static let ofOneQuestion: Set<String> = [
    "author", "candidates", "cve", "downgrade", "explain", "find-fix", "for", "help", "in",
    "in-tree",
    "incomplete", "matching", "missing-in", "name", "newest", "note", "now", "output",
    "reported-by", "reviewed-by", "since", "symptom", "term-bad", "term-good", "term-new",
    "term-old", "touching", "until", "verify",
  ]

  /// What the file of a project may say: whoever cloned it did not write it.
  ///
  /// Nothing that runs a program, writes a file, names a place outside of the project or leads a reader elsewhere. What is
  /// not listed is refused, so that a new option has to be thought about before it is one of these.
  static let ofProjects: Set<String> = [
    "all", "any-kernel", "arch", "as-of", "ask", "at", "check-ends", "color", "conditions-if",
    "confidence", "config", "cve-data", "earlier-upgrades", "fail-on", "field", "flaky", "format",
    "hold-if", "hyperlinks", "installed", "json", "likely", "limit", "linux", "modules",
    "no-known-fixes", "no-pager", "no-waivers", "old-config", "packages-first", "packages-only",
    "pager", "path", "previous", "repeat",
    "short", "strict", "subsystem", "unlikely", "verbose", "waivers", "watch", "without-paths",
  ]

  /// Settings of a project that decide what a gate says; who runs it is told that they are used.
  static let ofGates: Set<String> = [
    "conditions-if", "fail-on", "hold-if", "no-waivers", "strict", "waivers", "watch",
  ]

  /// What a gate judges by: no news in a question without one.
  static let behindGates: Set<String> = [
    "as-of", "cve-data", "linux", "no-known-fixes", "previous",
  ]
}

extension DeclaredArguments.Argument {
  /// Whether it may stand in a file or the environment.
  var isSetting: Bool {
    !names.contains { Setting.ofOneQuestion.contains(String($0.drop { $0 == "-" })) }
  }

  /// Whether its value is a file or directory of this machine.
  var isPath: Bool { valueName == "dir" || valueName == "file" }

  /// Its long names without dashes, also the one that switches it off.
  var longNames: [String] { names.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) } }
}
