import ArgumentParser
import ChangeModel

/// All that files and the environment say about the options of one command.
struct Settings {
  let site: CommandSite
  /// In no order of importance.
  let all: [Setting]
  let files: SettingsFiles

  /// What is set for the command that runs, for a failure to name where it comes from.
  @TaskLocal static var inUse: [Setting] = []

  /// - Throws: what is wrong in a file or a variable.
  static func load(for site: CommandSite) throws -> Settings {
    let files = SettingsFiles()
    let ofVariables = try EnvironmentSettings.settings(
      in: SettingsFiles.environment, for: try DeclaredArguments.of(site.command).options)
    return Settings(site: site, all: ofVariables + (try read(files)), files: files)
  }

  /// The same for all commands, in the order in which they count.
  static func ofAllCommands() throws -> [Setting] {
    let files = SettingsFiles()
    var seen: Set<String> = []
    let options = try Ktrail.leaves.flatMap { try DeclaredArguments.of($0.command).options }
      .filter { seen.insert($0.title).inserted }
    return try EnvironmentSettings.settings(in: SettingsFiles.environment, for: options)
      + read(files)
  }

  private static func read(_ files: SettingsFiles) throws -> [Setting] {
    try (files.project.map { try SettingsReader.settings(of: $0, isOfProject: true) } ?? [])
      + (files.user.map {
        try SettingsReader.settings(of: $0, isOfProject: false, mustBeThere: files.isNamed)
      } ?? [])
  }

  /// The settings that count for the command, each option once: the environment's before a project's before the user's,
  /// and of one file what stands under the command's own name.
  var effective: [Setting] {
    get throws {
      let declared = try DeclaredArguments.of(site.command)
      let applicable = all.filter {
        site.words.starts(with: $0.scope) && declared.option(called: "--" + $0.option) != nil
      }
      let inOrder = applicable.enumerated().sorted { left, right in
        (left.element.origin.rank, -left.element.scope.count, left.offset)
          < (right.element.origin.rank, -right.element.scope.count, right.offset)
      }.map(\.element)
      var seen: Set<String> = []
      // Of `--pager` and `--no-pager` the first that is set counts.
      return inOrder.filter { setting in
        guard let option = declared.option(called: "--" + setting.option) else { return false }
        return seen.insert(option.title).inserted
      }
    }
  }
}

extension Setting.Origin {
  /// The less, the more it counts.
  var rank: Int {
    switch self {
    case .variable: 0
    case .project: 1
    case .user: 2
    }
  }
}

/// Which command arguments are for, and where its own begin.
struct CommandSite {
  let command: any ParsableCommand.Type
  /// `bisect`, `start`.
  let words: [String]
  let rest: [String]

  /// `nil` where no command that does something is called, as for help and for what the parser refuses.
  init?(_ arguments: [String]) {
    var (command, words) = (Ktrail.self as any ParsableCommand.Type, [String]())
    var rest = arguments[...]
    while !command.configuration.subcommands.isEmpty {
      if let word = rest.first, let next = command.subcommand(called: word) {
        (command, rest) = (next, rest.dropFirst())
      } else if let next = command.configuration.defaultSubcommand, let word = rest.first,
        !word.hasPrefix("-")
      {
        command = next
      } else {
        return nil
      }
      words.append(command._commandName)
    }
    (self.command, self.words, self.rest) = (command, words, Array(rest))
  }

  /// The options that are given, by their titles.
  var given: Set<String> {
    get throws {
      let declared = try DeclaredArguments.of(command)
      var given: Set<String> = []
      for word in rest {
        if word == "--" { break }
        guard word.hasPrefix("-"), word.utf8.count > 1 else {
          if declared.endAtOperand { break }
          continue
        }
        let name = word.split(separator: "=", maxSplits: 1)[0]
        let spelled = word.hasPrefix("--") ? [String(name)] : name.dropFirst().map { "-\($0)" }
        for name in spelled {
          if let option = declared.option(called: name) { given.insert(option.title) }
        }
      }
      return given
    }
  }
}
