import ArgumentParser
import Foundation
import Synchronization

/// The arguments that a command declares, as the parser lists them for completion scripts.
struct DeclaredArguments {
  struct Option {
    /// `--output`
    let title: String
    let takesValue: Bool
    /// Takes all words up to the next option.
    let takesSeveral: Bool
    let isRepeating: Bool
    /// All that it may be called, with the dashes: `--output`, `-o`.
    let names: [String]
    /// What its value is called in the help: `dir`; `nil` for a flag.
    let valueName: String?
    let defaultValue: String?
  }

  /// In the order of the help.
  private(set) var all: [Option] = []
  private var options: [String: Option] = [:]
  /// Whether all that follows the first operand belongs to it.
  private(set) var endAtOperand = false

  private static let known = Mutex<[ObjectIdentifier: DeclaredArguments]>([:])

  /// Writing a command's declarations out takes longer than parsing, so that is done once.
  static func of(_ command: any ParsableCommand.Type) throws -> DeclaredArguments {
    try known.withLock { known in
      if let arguments = known[ObjectIdentifier(command)] { return arguments }
      let arguments = try DeclaredArguments(command)
      known[ObjectIdentifier(command)] = arguments
      return arguments
    }
  }

  private init(_ command: any ParsableCommand.Type) throws {
    struct Dump: Decodable {
      struct Command: Decodable { let arguments: [Argument]? }
      struct Argument: Decodable {
        struct Name: Decodable { let kind, name: String }
        let kind: String
        let isRepeating: Bool
        let parsingStrategy: String?
        let names: [Name]?
        let preferredName: Name?
        let valueName: String?
        let defaultValue: String?
      }
      let command: Command
    }
    func spelled(_ name: Dump.Argument.Name) -> String {
      (name.kind == "long" ? "--" : "-") + name.name
    }
    let dump = try JSONDecoder().decode(Dump.self, from: Data(command._dumpHelp().utf8))
    for argument in dump.command.arguments ?? [] {
      guard let name = argument.preferredName else {
        if argument.parsingStrategy == "allRemainingInput" { endAtOperand = true }
        continue
      }
      let option = Option(
        title: spelled(name), takesValue: argument.kind == "option",
        takesSeveral: argument.parsingStrategy == "upToNextOption",
        isRepeating: argument.isRepeating, names: (argument.names ?? []).map(spelled),
        valueName: argument.kind == "option" ? argument.valueName : nil,
        defaultValue: argument.defaultValue)
      all.append(option)
      for name in option.names { options[name] = option }
    }
  }

  func option(called name: String) -> Option? { options[name] }
}
