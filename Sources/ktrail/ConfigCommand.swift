import ArgumentParser
import ChangeModel
import FoundationEssentials
import Reports
import Text

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Shows what is set by files and the environment, and where.",
    usage: "ktrail config [<command> ...] [<options>]",
    discussion: """
      Options are set in TOML by their long names, for all commands or below the name of one:

        linux = "~/linux"
        [report]
        fail-on = ["hold", "missing-fix>10"]

      The file is ktrail/config.toml in XDG_CONFIG_HOME or ~/.config; .ktrail/config.toml of a project is looked for from \
      the current directory upward, and may say less, since a stranger may have written it. KTRAIL_CONFIG_FILE names another \
      file in their place; empty, none is read. The variable KTRAIL_FAIL_ON is --fail-on, with commas between several \
      values; empty, it takes out what files say. What counts: the command line, the environment, the project, your file. \
      An option on the command line replaces what is set, and never adds to it.

      With the name of a command, all its options are shown, and whether it would take their values.

      Examples:
        ktrail config
        ktrail config report
        ktrail config bisect start --json
      """)

  @Argument(
    help: "A command, whose options are shown with their values.",
    completion: .list(Ktrail.subcommandNames))
  var command: [String] = []
  @OptionGroup var format: FormatOptions
  @Flag(help: OutputOptions.strict) var strict = false
  @OptionGroup var console: ConsoleOptions

  private var output: OutputOptions {
    OutputOptions(format: format, strict: strict, console: console)
  }

  func validate() throws { _ = try site }

  private var site: CommandSite? {
    get throws {
      guard !command.isEmpty else { return nil }
      var known = Ktrail.self as any ParsableCommand.Type
      for word in command {
        guard let next = known.subcommand(called: word) else {
          let nearest = known.subcommandNames.nearest(to: word, limit: 1).first
          throw ValidationError(
            "There is no command \"\(word.inert())\"\(nearest.map { "; did you mean \($0)?" } ?? ".")"
          )
        }
        known = next
      }
      guard known.configuration.subcommands.isEmpty, let site = CommandSite(command) else {
        throw ValidationError(
          "Name one of \(known.subcommandNames.map { "\(command.joined(separator: " ")) \($0)" }.joined(separator: ", "))."
        )
      }
      return site
    }
  }

  func run() async throws {
    let site = try site
    try await output.answer { _ in
      .settings(
        SettingsOverview(
          command: site?.words.joined(separator: " "), files: SettingsFiles().overview,
          rows: try site.map(Self.rows) ?? Self.rows(),
          unreadVariables: try EnvironmentSettings.unread(in: SettingsFiles.environment)))
    }
  }

  // MARK: Rows

  /// All that is set, whatever it is for.
  private static func rows() throws -> [SettingsOverview.Row] {
    let all = try Settings.ofAllCommands()
    return all.map { setting in
      let isReplaced = all.contains {
        $0.option == setting.option && $0.origin.rank < setting.origin.rank
          && setting.scope.starts(with: $0.scope)
      }
      return setting.row(counts: !isReplaced)
    }
  }

  /// All options of a command.
  private static func rows(of site: CommandSite) throws -> [SettingsOverview.Row] {
    let effective = try Settings.load(for: site).effective
    return try DeclaredArguments.of(site.command).options.filter(\.isSetting).map { option in
      guard let setting = effective.first(where: { option.longNames.contains($0.option) }) else {
        return SettingsOverview.Row(
          option: option.longNames[0], command: nil,
          values: option.defaultValue.map { [$0] } ?? [], source: .builtIn)
      }
      let words = setting.arguments(of: option)
      if !words.isEmpty { try SettingsParsing.requireUsable(words, setting, at: site) }
      return setting.row(counts: true)
    }
  }
}

extension Setting {
  fileprivate func row(counts: Bool) -> SettingsOverview.Row {
    SettingsOverview.Row(
      option: option, command: scope.isEmpty ? nil : scope.joined(separator: " "),
      values: values, source: origin.source, counts: counts)
  }

  private var values: [String] {
    switch value {
    case .texts(let texts): texts
    case .flag(let isOn): ["\(isOn)"]
    }
  }
}

extension Setting.Origin {
  fileprivate var source: SettingsOverview.Source {
    switch self {
    case .variable(let name): .variable(name)
    case .project(let place): .project(place)
    case .user(let place): .user(place)
    }
  }
}

extension SettingsFiles {
  /// Where files are looked for, in the order in which they count.
  var overview: [SettingsOverview.File] {
    let project = project.map { SettingsOverview.File(.project, path: $0, isThere: true) }
    let user = user.map {
      SettingsOverview.File(isNamed ? .named : .user, path: $0, isThere: access($0, F_OK) == 0)
    }
    return [project, user].compactMap(\.self)
  }
}
