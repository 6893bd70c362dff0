import ArgumentParser
import FoundationEssentials
import Synchronization

/// The arguments that a command declares, as the parser lists them for other programs.
struct DeclaredArguments {
  struct Argument {
    /// `--output`; what an operand is called in help texts: `old`.
    let title: String
    /// `--output`, `-o`; none of an operand.
    let names: [String]
    let takesValue: Bool
    /// Takes all words up to the next option.
    let takesSeveral: Bool
    let isRepeating: Bool
    let isShown: Bool
    let abstract: String
    /// What its value is called in the help: `dir`; `nil` for a flag.
    let valueName: String?
    let defaultValue: String?
    let completion: Completion?

    /// What the parser knows of a value that is being typed.
    enum Completion: Decodable {
      case words([String])
      case files(endings: [String])
      case directories
      /// See ``OfferedNames``.
      case custom

      private struct List: Decodable { let values: [String] }
      private struct Files: Decodable { let extensions: [String] }
      private struct Nothing: Decodable {}
      private enum Keys: CodingKey { case list, file, directory, custom }

      init(from decoder: any Decoder) throws {
        let kinds = try decoder.container(keyedBy: Keys.self)
        if let list = try kinds.decodeIfPresent(List.self, forKey: .list) {
          self = .words(list.values)
        } else if let file = try kinds.decodeIfPresent(Files.self, forKey: .file) {
          self = .files(endings: file.extensions)
        } else {
          self = kinds.contains(.directory) ? .directories : .custom
        }
      }
    }
  }

  /// In the order of the help.
  let options, operands: [Argument]
  /// Whether all that follows the first operand belongs to it.
  let endAtOperand: Bool
  private let byName: [String: Argument]

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
        let isRepeating, shouldDisplay: Bool
        let parsingStrategy: String?
        let names: [Name]?
        let preferredName: Name?
        let valueName, defaultValue, abstract: String?
        let completionKind: DeclaredArguments.Argument.Completion?
      }
      let command: Command
    }
    func spelled(_ name: Dump.Argument.Name) -> String {
      (name.kind == "long" ? "--" : "-") + name.name
    }
    let dump = try JSONDecoder().decode(Dump.self, from: Data(command._dumpHelp().utf8))
    let declared = dump.command.arguments ?? []
    let all = declared.map { argument in
      Argument(
        title: argument.preferredName.map(spelled) ?? argument.valueName ?? "",
        names: (argument.names ?? []).map(spelled),
        takesValue: argument.kind != "flag",
        takesSeveral: argument.parsingStrategy == "upToNextOption",
        isRepeating: argument.isRepeating, isShown: argument.shouldDisplay,
        abstract: argument.abstract ?? "",
        valueName: argument.kind == "flag" ? nil : argument.valueName,
        defaultValue: argument.defaultValue, completion: argument.completionKind)
    }
    options = all.filter { !$0.names.isEmpty }
    operands = all.filter(\.names.isEmpty)
    endAtOperand = declared.contains {
      $0.preferredName == nil && $0.parsingStrategy == "allRemainingInput"
    }
    byName = Dictionary(
      options.flatMap { option in option.names.map { ($0, option) } },
      uniquingKeysWith: { first, _ in first })
  }

  func option(called name: String) -> Argument? { byName[name] }

  /// `--name` and `value` of `--name=value`; of short options in one word the last is meant, which alone may take a value.
  static func parts(of word: String) -> (name: String, value: String?) {
    let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = halves.count > 1 ? String(halves[1]) : nil
    if word.hasPrefix("--") { return (String(halves[0]), value) }
    return ("-" + halves[0].suffix(1), value)
  }
}
