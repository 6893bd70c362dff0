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
    let shown = asked.command.subcommands.filter { $0.configuration.shouldDisplay }
    let all = shown.map { $0._commandName }.joined(separator: ", ")
    return "\(asked.title) has no command \"\(word.inert())\""
      + (hint(
        onCommand: word, rest, of: asked,
        shown.flatMap { $0.names } + (asked.path.count == 1 ? ["search"] : []))
        ?? "; the commands are \(all).")
  }

  private static func hint(
    onCommand word: String, _ rest: ArraySlice<String>, of asked: AskedCommand, _ names: [String]
  ) -> String? {
    let isRoot = asked.path.count == 1
    if isRoot, let meant = Vocabulary.command(word) { return "; try `\(meant)`." }
    if let nearest = names.nearest(to: word, limit: 1).first { return "; did you mean \(nearest)?" }
    for command in asked.command.subcommands
    where command.subcommands.contains(where: { $0.names.contains(word) }) {
      return "; try `\(asked.title) \(command._commandName) \(word)`."
    }
    guard isRoot, isKernel(word) else { return nil }
    let kernels = [word] + rest.prefix { !$0.hasPrefix("-") }
    let command = kernels.count > 2 ? "report" : "compare"
    return "; try `\(ShellCommand("ktrail", arguments: [command] + kernels))`."
  }

  /// Whether it is rather what a command is to be asked about.
  private static func isKernel(_ word: String) -> Bool {
    word.contains { "./".contains($0) } || word.contains("-") && word.contains { $0.isNumber }
      || FileManager.default.fileExists(atPath: word)
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
    let nearest = known.options.filter(\.isShown).flatMap(\.names).filter { $0.hasPrefix("--") }
      .nearest(to: name, limit: 2)
    if !nearest.isEmpty, meant.isEmpty {
      return "; did you mean \(nearest.joined(separator: " or "))?"
    }
    for option in meant {
      let owners = commands(with: option)
      if !owners.isEmpty { return "; \(goes(option, owners))." }
    }
    let elsewhere = others.flatMap { $0.arguments.options.filter(\.isShown).flatMap(\.names) }
      .filter { $0.hasPrefix("--") }.nearest(to: name, limit: 1)
    return elsewhere.first.map { "; \(goes($0, commands(with: $0)))." }
  }
}
