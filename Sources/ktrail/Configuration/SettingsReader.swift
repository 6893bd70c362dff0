import ArgumentParser
import ChangeModel
import FoundationEssentials
import Text

/// Reads a file of settings, and checks that each is one.
struct SettingsReader {
  private let path: String
  private let isOfProject: Bool
  private let document: TOMLDocument
  private var settings: [Setting] = []

  /// All settings of a file, in its order; none where there is no file.
  ///
  /// - Parameter isOfProject: it was found, not named, and may say less.
  static func settings(
    of path: String, isOfProject: Bool, mustBeThere: Bool = false
  ) throws -> [Setting] {
    guard
      let bytes = try SettingsFiles.contents(
        of: path, isOfProject: isOfProject, mustBeThere: mustBeThere)
    else { return [] }
    return try settings(in: bytes, of: path, isOfProject: isOfProject)
  }

  static func settings(
    in bytes: [UInt8], of path: String, isOfProject: Bool
  ) throws -> [Setting] {
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(bytes)
    } catch {
      let place = SourcePosition(file: path, line: error.place.line, column: error.place.column)
      throw SettingProblem.notTOML(place, error.problem, error.description)
    }
    var reader = SettingsReader(path: path, isOfProject: isOfProject, document: document)
    try reader.read(document.root, for: Ktrail.self, called: [])
    return reader.settings
  }

  private init(path: String, isOfProject: Bool, document: TOMLDocument) {
    (self.path, self.isOfProject, self.document) = (path, isOfProject, document)
  }

  private func position(_ offset: Int) -> SourcePosition {
    let place = document.place(of: offset)
    return SourcePosition(file: path, line: place.line, column: place.column)
  }

  private mutating func read(
    _ table: TOMLTable, for command: any ParsableCommand.Type, called words: [String]
  ) throws {
    for member in table.members {
      let place = position(member.offset)
      if case .table(let inner) = member.value {
        guard let next = command.subcommand(called: member.name) else {
          throw SettingProblem.noSuchCommand(
            place, (words + [member.name]).joined(separator: "."),
            nearest: command.subcommandNames.nearest(to: member.name, limit: 1))
        }
        try read(inner, for: next, called: words + [next._commandName])
        continue
      }
      let option = try option(member.name, of: command, called: words, at: place)
      settings.append(
        Setting(
          option: member.name, scope: words, value: try value(member, of: option, at: place),
          origin: isOfProject ? .project(place) : .user(place)))
    }
  }

  private func option(
    _ name: String, of command: any ParsableCommand.Type, called words: [String],
    at place: SourcePosition
  ) throws -> DeclaredArguments.Argument {
    guard let option = try command.option(called: name) else {
      if command.subcommand(called: name) != nil {
        throw SettingProblem.notATable(place, command: (words + [name]).joined(separator: "."))
      }
      let others = try Ktrail.leaves.filter { try $0.command.option(called: name) != nil }
      guard others.isEmpty || words.isEmpty else {
        throw SettingProblem.notOfCommand(
          place, name, command: words.joined(separator: " "),
          of: others.map { $0.words.joined(separator: " ") })
      }
      let known = try Ktrail.leaves.flatMap { try DeclaredArguments.of($0.command).options }
        .filter(\.isSetting).flatMap(\.longNames)
      throw SettingProblem.unknownKey(place, name, nearest: known.nearest(to: name, limit: 2))
    }
    let origin = isOfProject ? Setting.Origin.project(place) : .user(place)
    guard option.isSetting else { throw SettingProblem.ofOneQuestion(origin, name) }
    if isOfProject, !Setting.ofProjects.contains(name) {
      throw SettingProblem.notOfProjects(place, name)
    }
    return option
  }

  // MARK: Values

  private func value(
    _ member: TOMLTable.Member, of option: DeclaredArguments.Argument, at place: SourcePosition
  ) throws -> Setting.Value {
    if !option.takesValue {
      guard case .boolean(let isOn) = member.value else {
        throw SettingProblem.wrongType(place, member.name, takes: .flag)
      }
      return .flag(isOn)
    }
    let elements: [TOMLElement]
    if case .array(let several) = member.value, option.isRepeating {
      elements = several
    } else {
      elements = [member.element]
    }
    return .texts(
      try elements.map { element in
        let text: String
        switch element.value {
        case .string(let string): text = string
        case .integer(let number): text = "\(number)"
        case .float(let number): text = "\(number)"
        default:
          throw SettingProblem.wrongType(
            position(element.offset), member.name, takes: option.isRepeating ? .texts : .text)
        }
        guard !text.allSatisfy(\.isWhitespace), !text.utf8.contains(0) else {
          throw SettingProblem.empty(position(element.offset), member.name)
        }
        return option.isPath
          ? try path(text, of: member.name, at: position(element.offset)) : text
      })
  }

  /// Of a project from its directory, of the user's file from that of the file; `~` is the home.
  private func path(
    _ text: String, of key: String, at place: SourcePosition
  ) throws -> String {
    guard isOfProject else {
      if text == "~" || text.hasPrefix("~/"), let home = SettingsFiles.home {
        return home + text.dropFirst()
      }
      let directory = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
      return text.hasPrefix("/") ? text : "\(directory)/\(text)"
    }
    let project = SettingsFiles.projectDirectory(of: path)
    let parts = text.split(separator: "/")
    let whole = "\(project)/\(text)"
    guard !text.hasPrefix("/"), !text.hasPrefix("~"), !parts.contains("..") else {
      throw SettingProblem.outsideOfProject(place, key, path: text)
    }
    // Links can lead out of it, too; what is not there leads nowhere.
    if let real = SettingsFiles.realPath(whole), let root = SettingsFiles.realPath(project),
      real != root, !real.hasPrefix(root == "/" ? root : root + "/")
    {
      throw SettingProblem.outsideOfProject(place, key, path: text)
    }
    var status = stat()
    if stat(whole, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      throw SettingProblem.specialFile(place, key, path: text)
    }
    return whole
  }
}

// MARK: - Commands

extension ParsableCommand {
  static func subcommand(called name: String) -> (any ParsableCommand.Type)? {
    configuration.subcommands.first {
      $0._commandName == name || $0.configuration.aliases.contains(name)
    }
  }

  static var subcommandNames: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
  }

  /// The option of this name, or of any command below.
  static func option(called name: String) throws -> DeclaredArguments.Argument? {
    for leaf in leaves {
      if let option = try DeclaredArguments.of(leaf.command).option(called: "--" + name) {
        return option
      }
    }
    return nil
  }

  /// The commands that have no others below them, by their words from this one on.
  static var leaves: [(words: [String], command: any ParsableCommand.Type)] {
    let below = configuration.subcommands
    guard !below.isEmpty else { return [([], self)] }
    return below.flatMap { next in
      next.leaves.map { ([next._commandName] + $0.words, $0.command) }
    }
  }
}
