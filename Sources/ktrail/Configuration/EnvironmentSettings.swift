import ChangeModel

/// Settings from the environment: `KTRAIL_FAIL_ON` is `--fail-on`.
enum EnvironmentSettings {
  static let prefix = "KTRAIL_"
  /// Variables that are something else than an option: the configuration file, the program of a pager, what
  /// `bisect run` passes on, and what this project's build and tests read.
  private static let others: Set<String> = [
    SettingsFiles.variable, "KTRAIL_PAGER", "KTRAIL_SHARED_INDEX", "KTRAIL_COMMIT",
    "KTRAIL_WARNINGS_ARE_ERRORS",
    "KTRAIL_BUILD_COMMIT", "KTRAIL_RECORD", "KTRAIL_SHARED", "KTRAIL_SCHEMAS",
  ]

  static func variable(of option: String) -> String {
    prefix + option.uppercased().replacing("-", with: "_")
  }

  /// The settings for a command; of other commands it is only seen that they have such an option.
  ///
  /// - Throws: for a value that is not one, and for a variable that is nearly called like an option.
  static func settings(
    in environment: [String: String], for options: [DeclaredArguments.Argument]
  ) throws -> [Setting] {
    var settings: [Setting] = []
    var rest = Set(environment.keys.filter { $0.hasPrefix(prefix) }).subtracting(others)
    for option in options {
      for name in option.longNames {
        let variable = variable(of: name)
        guard rest.remove(variable) != nil, let text = environment[variable] else { continue }
        guard option.isSetting else {
          throw SettingProblem.ofOneQuestion(.variable(variable), name)
        }
        settings.append(
          Setting(
            option: name, value: try value(text, of: option, variable),
            origin: .variable(variable)))
      }
    }
    if !rest.isEmpty { try checkNames(rest) }
    return settings.sorted { $0.option < $1.option }
  }

  /// An empty one has no value, and keeps files from giving one.
  private static func value(
    _ text: String, of option: DeclaredArguments.Argument, _ variable: String
  ) throws -> Setting.Value {
    if text.allSatisfy(\.isWhitespace) { return option.takesValue ? .texts([]) : .flag(false) }
    guard option.takesValue else {
      switch text.lowercased() {
      case "true", "yes", "1": return .flag(true)
      case "false", "no", "0": return .flag(false)
      default: throw SettingProblem.notYesOrNo(variable: variable, text)
      }
    }
    guard option.isRepeating else { return .texts([text]) }
    return .texts(
      text.split(separator: ",").map { String($0.trimming(\.isWhitespace)) }.filter {
        !$0.isEmpty
      })
  }

  /// Variables that begin as ours do, and that nothing reads; they may be another program's.
  static func unread(in environment: [String: String]) throws -> [String] {
    let ours = Set(environment.keys.filter { $0.hasPrefix(prefix) }).subtracting(others)
    return ours.isEmpty ? [] : ours.subtracting(try known).sorted()
  }

  private static var known: Set<String> {
    get throws {
      Set(
        try Ktrail.leaves.flatMap { try DeclaredArguments.of($0.command).options }
          .filter(\.isSetting).flatMap(\.longNames).map(variable))
    }
  }

  /// What looks like a slip must not pass: a gate would be left open.
  private static func checkNames(_ names: Set<String>) throws {
    let known = try known
    for name in names.subtracting(known).sorted() {
      let bare = String(name.dropFirst(prefix.utf8.count))
      if let nearest = known.map({ String($0.dropFirst(prefix.utf8.count)) })
        .nearest(to: bare, limit: 1).first
      {
        throw SettingProblem.unknownVariable(name, nearest: prefix + nearest)
      }
    }
  }
}

extension Substring {
  fileprivate func trimming(_ isUnwanted: (Character) -> Bool) -> Substring {
    var text = drop(while: isUnwanted)
    while let last = text.last, isUnwanted(last) { text.removeLast() }
    return text
  }
}
