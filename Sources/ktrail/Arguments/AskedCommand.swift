import ArgumentParser

/// The command that arguments name, as far as they name one.
struct AskedCommand {
  /// The root first.
  let path: [any ParsableCommand.Type]
  /// What follows the names.
  let arguments: ArraySlice<String>
  /// `ktrail help bisect run`
  let isHelp: Bool

  init(_ given: [String], of root: any ParsableCommand.Type) {
    var (path, arguments) = ([root], given[...])
    isHelp = arguments.first == "help"
    if isHelp { arguments = arguments.drop { $0 == "help" } }
    while let word = arguments.first,
      let next = path[path.count - 1].subcommands.first(where: { $0.names.contains(word) })
    {
      path.append(next)
      arguments.removeFirst()
    }
    (self.path, self.arguments) = (path, arguments)
  }

  var command: any ParsableCommand.Type { path[path.count - 1] }

  /// `ktrail bisect run`
  var title: String { path.map { $0._commandName }.joined(separator: " ") }

  /// All commands that do something, with what they are called.
  static func all(of root: any ParsableCommand.Type) -> [AskedCommand] {
    var found: [AskedCommand] = []
    func visit(_ words: [String]) {
      let asked = AskedCommand(words, of: root)
      let next = asked.command.subcommands.filter { $0.configuration.shouldDisplay }
      if next.isEmpty { found.append(asked) }
      for next in next { visit(words + [next._commandName]) }
    }
    visit([])
    return found
  }
}

extension ParsableCommand {
  static var names: [String] { [_commandName] + configuration.aliases }

  static var subcommands: [any ParsableCommand.Type] { configuration.subcommands }
}
