import ArgumentParser
import ChangeModel

/// Arguments with what files and the environment add to them.
///
/// What is given on the command line counts, and takes the place of a setting as a whole. A setting that the rest of the
/// question has no use for, or that contradicts it, is left out: it is a default, and an answer does not fail for one.
/// What an option would refuse in any question is an error, and names where it stands.
struct SettingsParsing {
  private struct Added {
    let setting: Setting
    let words: [String]
  }

  /// The arguments to parse.
  private(set) var arguments: [String]
  private(set) var inUse: [Setting] = []
  /// What the question has no use for, each with what the parser says to it.
  private(set) var unused: [(setting: Setting, reason: String)] = []
  /// Flags of a gate that a project switches off, which may be on in the user's file.
  private var silenced: [Setting] = []
  let settings: Settings?

  /// - Throws: what the parser says to the arguments, or a ``SettingProblem``.
  init(_ arguments: [String]) throws {
    self.arguments = arguments
    guard let site = CommandSite(arguments) else {
      settings = nil
      return
    }
    let settings: Settings
    do {
      settings = try Settings.load(for: site)
    } catch {
      // Help is given, and mistakes of the command line are named, whatever a file says.
      let parsed = try Ktrail.parseAsRoot(arguments)
      guard ObjectIdentifier(type(of: parsed)) != ObjectIdentifier(site.command) else {
        throw error
      }
      self.settings = nil
      return
    }
    self.settings = settings
    let declared = try DeclaredArguments.of(site.command)
    let given = try site.given
    var added: [Added] = []
    for setting in try settings.effective {
      guard let option = declared.option(called: "--" + setting.option),
        !given.contains(option.title)
      else { continue }
      let words = setting.arguments(of: option)
      if words.isEmpty, case .project = setting.origin, Setting.ofGates.contains(setting.option) {
        silenced.append(setting)
      } else if !words.isEmpty {
        added.append(Added(setting: setting, words: words))
      }
    }
    guard !added.isEmpty else { return }
    let kept = try fitting(added, at: site)
    self.arguments = Self.arguments(kept, at: site)
    inUse = kept.map(\.setting)
  }

  private static func arguments(_ added: [Added], at site: CommandSite) -> [String] {
    site.words + added.flatMap(\.words) + site.rest
  }

  private static func reason(against added: [Added], at site: CommandSite) -> String? {
    do {
      // A command may take from the command line what it does not take from a file.
      try Settings.$inUse.withValue(added.map(\.setting)) {
        _ = try Ktrail.parseAsRoot(arguments(added, at: site))
      }
      return nil
    } catch {
      return Ktrail.message(for: error)
    }
  }

  // MARK: What fits

  /// Those that the question takes, the ones that count more before others that contradict them.
  private mutating func fitting(_ added: [Added], at site: CommandSite) throws -> [Added] {
    guard let reason = Self.reason(against: added, at: site) else { return added }
    // Mostly one of them does not fit.
    for place in added.indices.reversed() {
      var others = added
      let one = others.remove(at: place)
      if Self.reason(against: others, at: site) == nil {
        try leaveOut(one, reason, at: site)
        return others
      }
    }
    // Else it may be the user's own arguments that are wrong.
    _ = try Ktrail.parseAsRoot(arguments)
    var (kept, left) = ([Added](), added)
    // What goes with another one fits once that is there.
    while let place = left.indices.first(where: {
      Self.reason(against: kept + [left[$0]], at: site) == nil
    }) {
      kept.append(left.remove(at: place))
    }
    for one in left {
      let reason = Self.reason(against: kept + [one], at: site) ?? reason
      try leaveOut(one, reason, at: site)
    }
    return kept
  }

  private mutating func leaveOut(
    _ one: Added, _ reason: String, at site: CommandSite
  ) throws {
    try Self.requireUsable(one.words, one.setting, at: site)
    unused.append((one.setting, reason))
  }

  /// - Throws: if the option takes these words in no question of the command, nor of another one that the setting is for:
  ///   `json` is for all commands, and `bisect log` is one that has no use for it.
  static func requireUsable(_ words: [String], _ setting: Setting, at site: CommandSite) throws {
    guard let reason = refusal(of: words, by: site.words) else { return }
    let others = try Ktrail.leaves.filter { other in
      guard other.words != site.words, other.words.starts(with: setting.scope) else { return false }
      return try DeclaredArguments.of(other.command).option(called: "--" + setting.option) != nil
    }
    guard others.allSatisfy({ refusal(of: words, by: $0.words) != nil }) else { return }
    throw SettingProblem.refused(setting.origin, reason)
  }

  /// What is said to words that no question of a command takes.
  private static func refusal(of words: [String], by command: [String]) -> String? {
    var first: (any Error)?
    for question in questions(of: command) {
      do {
        _ = try Ktrail.parseAsRoot(command + words + question)
        return nil
      } catch {
        first = first ?? error
      }
    }
    return first.map { Ktrail.message(for: $0) }
  }

  /// Questions of a command that between them have a use for each of its options.
  private static func questions(of words: [String]) -> [[String]] {
    let update = [
      [], ["--symptom", "x"], ["--config", "x"], ["--symptom", "x", "--config", "x"],
    ].map { ["a", "b"] + $0 }
    switch words.joined(separator: " ") {
    case "report":
      return update
        + [
          ["--format", "html"], ["--format", "markdown"], ["--format", "sarif", "--at", "x:1"],
          ["--format", "sarif"], ["--at", "x:1"], ["--cve-data", "x"], ["--output", "x.md"],
        ].map { ["a", "b"] + $0 }
    case "fixes":
      return [
        ["--matching", "x"], ["--missing-in", "v1"], ["--cve", "CVE-2018-1"], ["--for", "a", "b"],
        ["0123456789ab", "--in", "v1"], ["0123456789ab"],
      ]
    case "bisect run", "bisect replay", "bisect answer": return [["x"], ["--config", "x", "x"]]
    case "bisect start", "compare", "culprits":
      return update + [["a", "b", "--flaky", "0.1"]]
    case "index": return [[], ["--verify"]]
    default: return [[], ["a", "b"]]
    }
  }
}

// MARK: - What is said of it

extension SettingsParsing {
  /// Says on standard error that the file of a project decides what a gate says, which nobody may have asked for; with
  /// `--verbose` also what is left out.
  func tell() {
    let given = (try? settings?.site.given) ?? []
    let isGate =
      !given.isDisjoint(with: ["--fail-on", "--in", "--in-tree", "--strict"])
      || inUse.contains { ["fail-on", "strict"].contains($0.option) }
    let names = isGate ? Setting.ofGates.union(Setting.behindGates) : Setting.ofGates
    let deciding =
      inUse.filter { setting in
        if case .project = setting.origin { names.contains(setting.option) } else { false }
      } + silenced
    if let file = settings?.files.project, !deciding.isEmpty {
      Terminal.complain(
        """
        ktrail: \(file) sets \(deciding.map(\.option).joined(separator: ", ")); `ktrail config` shows all settings, and an \
        empty \(SettingsFiles.variable) leaves them out
        """)
    }
    guard arguments.contains("--verbose") else { return }
    for (setting, reason) in unused {
      Terminal.complain("ktrail: \(setting.option) of \(setting.origin) is left out: \(reason)")
    }
  }
}

extension Setting {
  /// Whether a sentence is about what this one says, such as a clone that is not there.
  func isNamed(in sentence: String) -> Bool {
    guard case .texts(let texts) = value else { return false }
    return texts.contains { $0.utf8.count > 2 && sentence.contains($0) }
  }
}
