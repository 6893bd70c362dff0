import ArgumentParser
import ChangeModel
import FoundationEssentials

/// What is meant by a word that the command line does not have: something mistyped, something that another command has, or
/// a word of git, ripgrep, dnf or trivy.
enum Meaning {
  /// - Parameters:
  ///   - rest: what was given after the word.
  ///   - asked: the commands before it.
  static func sentence(
    onCommand word: String, besides rest: ArraySlice<String>, of asked: AskedCommand
  ) -> String {
    let all = shown(of: asked).map { $0._commandName }.joined(separator: ", ")
    return "\(asked.title) has no command \"\(word.inert())\""
      + (hint(onCommand: word, rest, of: asked) ?? "; the commands are \(all).")
  }

  private static func shown(of asked: AskedCommand) -> [any ParsableCommand.Type] {
    asked.command.subcommands.filter { $0.configuration.shouldDisplay }
  }

  private static func hint(
    onCommand word: String, _ rest: ArraySlice<String>, of asked: AskedCommand
  ) -> String? {
    if let nearest = Self.nearest(to: word, of: asked) { return "; did you mean \(nearest)?" }
    return line(meantBy: word, rest, of: asked).map { "; try `\($0)`." }
  }

  /// The words of the command that is meant, the root's name left out; `nil` where nothing is known to be meant.
  static func command(
    meantBy word: String, besides rest: ArraySlice<String>, of asked: AskedCommand
  ) -> [String]? {
    if let nearest = Self.nearest(to: word, of: asked) {
      return asked.path.dropFirst().map { $0._commandName } + [nearest]
    }
    return line(meantBy: word, rest, of: asked).map {
      $0.split(separator: " ").dropFirst().map(String.init)
    }
  }

  private static func nearest(to word: String, of asked: AskedCommand) -> String? {
    let isRoot = asked.path.count == 1
    if isRoot, Vocabulary.command(word) != nil { return nil }
    let names = shown(of: asked).flatMap { $0.names } + (isRoot ? ["search"] : [])
    return names.nearest(to: word, limit: 1).first
  }

  /// A whole command to try.
  private static func line(
    meantBy word: String, _ rest: ArraySlice<String>, of asked: AskedCommand
  ) -> String? {
    let isRoot = asked.path.count == 1
    if isRoot, let meant = Vocabulary.command(word) { return meant }
    for command in asked.command.subcommands
    where command.subcommands.contains(where: { $0.names.contains(word) }) {
      return "\(asked.title) \(command._commandName) \(word)"
    }
    guard isRoot, isKernel(word) else { return nil }
    let kernels = [word] + rest.prefix { !$0.hasPrefix("-") }
    let command = kernels.count > 2 ? "report" : "compare"
    return "\(ShellCommand("ktrail", arguments: [command] + kernels))"
  }

  /// Whether it is rather what a command is to be asked about.
  private static func isKernel(_ word: String) -> Bool {
    word.contains { "./".contains($0) } || word.contains("-") && word.contains { $0.isNumber }
      || FileManager.default.fileExists(atPath: word)
  }

  /// Long names that are spelled alike; the hyphens are no likeness.
  private static func nearest(
    to name: String, _ options: [DeclaredArguments.Argument], limit: Int
  ) -> [String] {
    options.filter(\.isShown).flatMap(\.longNames)
      .nearest(to: String(name.drop { $0 == "-" }), limit: limit).map { "--" + $0 }
  }

  /// - Parameter known: what the command has.
  static func sentence(
    onOption name: String, of asked: AskedCommand, _ known: DeclaredArguments
  ) throws -> String {
    "\(asked.title) has no option \(name.inert())"
      + (try hint(onOption: name, known, root: asked.path[0]) ?? ".")
  }

  private static func hint(
    onOption name: String, _ known: DeclaredArguments, root: any ParsableCommand.Type
  ) throws -> String? {
    // git and grep take it so.
    if !name.hasPrefix("--"), let short = known.option(called: String(name.prefix(2))),
      short.takesValue
    {
      return "; write \(name.prefix(2)) \(String(name.dropFirst(2)).inert())."
    }
    let meant = Vocabulary.options(name)
    let here = meant.filter { known.option(called: $0) != nil }
    if !here.isEmpty { return "; did you mean \(here.prefix(2).joined(separator: " or "))?" }
    let others = try AskedCommand.all(of: root).map {
      (title: $0.title, arguments: try DeclaredArguments.of($0.command))
    }
    func commands(with option: String) -> [String] {
      others.filter { $0.arguments.option(called: option)?.isShown ?? false }.map(\.title)
    }
    func goes(_ option: String, _ commands: [String]) -> String {
      let all = commands.count > 4 ? commands.prefix(3) + ["others"] : commands[...]
      return all.count == 1
        ? "\(option) goes with \(all[0])"
        : "\(option) goes with \(all.dropLast().joined(separator: ", ")) and \(all[all.count - 1])"
    }
    let owners = commands(with: name)
    if !owners.isEmpty { return "; \(goes(name, owners))." }
    if let note = Vocabulary.notes[name] { return "; \(note)." }
    let nearest = Self.nearest(to: name, known.options, limit: 2)
    if !nearest.isEmpty, meant.isEmpty {
      return "; did you mean \(nearest.joined(separator: " or "))?"
    }
    for option in meant {
      let owners = commands(with: option)
      if !owners.isEmpty { return "; \(goes(option, owners))." }
    }
    let elsewhere = Self.nearest(to: name, others.flatMap(\.arguments.options), limit: 1)
    return elsewhere.first.map { "; \(goes($0, commands(with: $0)))." }
  }
}
