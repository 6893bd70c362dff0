import ChangeModel
import Text

extension Recipe {
  /// More than any recipe has.
  public static let mostBytes = 1 << 20

  /// Reads a recipe.
  ///
  /// - Parameter source: the file, for errors and for patches beside it.
  public init(parsing bytes: [UInt8], source: String) throws(RecipeError) {
    guard bytes.count <= Self.mostBytes else {
      throw RecipeError(.tooLarge(limit: Self.mostBytes), in: source)
    }
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(bytes)
    } catch {
      throw RecipeError(
        .notTOML(error.description), in: source,
        at: SourcePosition(file: source, line: error.place.line, column: error.place.column))
    }
    var reader = RecipeReader(source: source, document: document)
    try reader.read()
    self.init(
      source: source, about: reader.about, needs: reader.needs, settings: reader.settings,
      sparse: reader.sparse, patches: reader.patches, trimmedBy: reader.trimmedBy,
      steps: reader.steps,
      digest: String(
        SHA256.digest(of: bytes).prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }, radix: 16))
  }
}

/// Reads a recipe, and checks all of it before anything is done.
private struct RecipeReader {
  let source: String
  let document: TOMLDocument
  var about: String?
  var needs: [String] = []
  var settings: [Recipe.Setting] = []
  var sparse: [String] = []
  var patches: [String] = []
  var trimmedBy: String?
  var steps: [Recipe.StepKind: Recipe.Step] = [:]

  private static let topKeys = ["about", "needs", "required", "values", "source"]

  private func error(_ problem: RecipeError.Problem, at offset: Int) -> RecipeError {
    let place = document.place(of: offset)
    return RecipeError(
      problem, in: source,
      at: SourcePosition(file: source, line: place.line, column: place.column))
  }

  mutating func read() throws(RecipeError) {
    // What commands name has to be known first.
    for member in document.root.members {
      if member.name == "required" {
        for name in try texts(member) { try add(name, preset: nil, at: member.offset) }
      } else if member.name == "values" {
        for value in try table(member).members {
          try add(value.name, preset: try text(value), at: value.offset)
        }
      }
    }
    for member in document.root.members {
      switch member.name {
      case "values", "required": break
      case "about": about = try text(member)
      case "needs": needs = try texts(member)
      case "source": try readSource(try table(member))
      default:
        guard let kind = Recipe.StepKind(rawValue: member.name) else {
          let known = Self.topKeys + Recipe.StepKind.allCases.map(\.rawValue)
          throw error(
            .unknownKey(member.name, nearest: known.nearest(to: member.name, limit: 2)),
            at: member.offset)
        }
        steps[kind] = try step(kind, try table(member), member.offset)
      }
    }
    try check()
  }

  /// - Parameter preset: `nil` for a value that has to be set.
  private mutating func add(
    _ name: String, preset: String?, at offset: Int
  ) throws(RecipeError) {
    guard !name.isEmpty, name.utf8.allSatisfy(RecipeWord.isOfName) else {
      throw error(.badName(name), at: offset)
    }
    guard Placeholder(rawValue: name) == nil, !settings.contains(where: { $0.name == name }) else {
      throw error(.takenName(name), at: offset)
    }
    let place = document.place(of: offset)
    settings.append(
      .init(
        name: name, preset: preset,
        position: SourcePosition(file: source, line: place.line, column: place.column)))
  }

  private mutating func readSource(_ table: TOMLTable) throws(RecipeError) {
    for member in table.members {
      switch member.name {
      case "sparse": sparse = try texts(member)
      case "patches": patches = try texts(member)
      case "trimmed-by":
        let name = try text(member)
        guard settings.contains(where: { $0.name == name }) else {
          throw error(
            .unknownSetting(name, nearest: settings.map(\.name).nearest(to: name, limit: 2)),
            at: member.offset)
        }
        trimmedBy = name
      default:
        let known = ["sparse", "patches", "trimmed-by"]
        throw error(
          .unknownKey(member.name, nearest: known.nearest(to: member.name, limit: 1)),
          at: member.offset)
      }
    }
  }

  private func check() throws(RecipeError) {
    guard steps[.obtain] != nil else {
      throw RecipeError(.missingStep(.obtain, or: nil), in: source)
    }
    guard steps[.boot] != nil || steps[.reboot] != nil else {
      throw RecipeError(.missingStep(.boot, or: .reboot), in: source)
    }
    if let boot = steps[.boot] {
      for kind in [Recipe.StepKind.nextBoot, .reboot] {
        if let step = steps[kind] {
          throw RecipeError(.excludes(boot.kind, kind), in: source, at: step.position)
        }
      }
    }
  }

  // MARK: Steps

  private func step(
    _ kind: Recipe.StepKind, _ table: TOMLTable, _ offset: Int
  ) throws(RecipeError) -> Recipe.Step {
    var commands: Recipe.Commands?
    var timeout: Duration?
    var place: Recipe.Place?
    var done: String?
    var order = PackageVersion.Order.dpkg
    for member in table.members {
      switch member.name {
      case "run", "shell":
        guard commands == nil else { throw error(.bothRunAndShell, at: member.offset) }
        commands = member.name == "run" ? .programs(try programs(member)) : try script(member)
      case "timeout": timeout = try duration(member)
      case "where":
        let text = try text(member)
        guard let found = Recipe.Place(rawValue: text) else {
          throw error(.badPlace(text), at: member.offset)
        }
        place = found
      case "done":
        guard kind == .boot else { throw error(.onlyFor("done", .boot), at: member.offset) }
        let text = try text(member)
        guard PerlExpression(text) != nil else {
          throw error(.badExpression(text), at: member.offset)
        }
        done = text
      case "versions":
        guard kind == .packages else {
          throw error(.onlyFor("versions", .packages), at: member.offset)
        }
        let text = try text(member)
        guard let found = PackageVersion.Order(rawValue: text) else {
          throw error(.badOrder(text), at: member.offset)
        }
        order = found
      default:
        let known =
          ["run", "shell", "timeout", "where"] + (kind == .boot ? ["done"] : [])
          + (kind == .packages ? ["versions"] : [])
        throw error(
          .unknownKey(member.name, nearest: known.nearest(to: member.name, limit: 1)),
          at: member.offset)
      }
    }
    guard let commands else { throw error(.noCommand, at: offset) }
    let position = document.place(of: offset)
    return Recipe.Step(
      kind: kind, commands: commands, timeout: timeout, place: place, done: done, order: order,
      position: SourcePosition(file: source, line: position.line))
  }

  /// `["make", "-j{jobs}"]`, or several of these.
  private func programs(_ member: TOMLTable.Member) throws(RecipeError) -> [[RecipeWord]] {
    let expected = "a command as an array of texts, or an array of such commands"
    guard case .array(let elements) = member.value, let first = elements.first else {
      throw error(.wrongKind("run", expected: expected), at: member.offset)
    }
    let commands: [[TOMLElement]]
    if case .array = first.value {
      var all: [[TOMLElement]] = []
      for element in elements {
        guard case .array(let words) = element.value, !words.isEmpty else {
          throw error(.wrongKind("run", expected: expected), at: element.offset)
        }
        all.append(words)
      }
      commands = all
    } else {
      commands = [elements]
    }
    var filled: [[RecipeWord]] = []
    for command in commands {
      var words: [RecipeWord] = []
      for element in command {
        guard case .string(let text) = element.value else {
          throw error(.wrongKind("run", expected: expected), at: element.offset)
        }
        do throws(RecipeWord.Problem) {
          words.append(try RecipeWord(text, settings: settings.map(\.name)))
        } catch {
          throw self.error(
            .unknownPlaceholder(error.name, nearest: error.nearest), at: element.offset)
        }
      }
      filled.append(words)
    }
    return filled
  }

  private func script(_ member: TOMLTable.Member) throws(RecipeError) -> Recipe.Commands {
    let script = try text(member)
    for name in Placeholder.allCases.map(\.rawValue) + settings.map(\.name)
    where script.contains("{\(name)}") && !script.contains("${\(name)}")
      && !script.contains("%{\(name)}")
    {
      throw error(
        .placeholderInScript(name, variable: Recipe.variable(name)), at: member.element.offset)
    }
    return .shell(script)
  }

  // MARK: Values

  private func table(_ member: TOMLTable.Member) throws(RecipeError) -> TOMLTable {
    guard case .table(let table) = member.value else {
      throw error(
        .wrongKind(member.name, expected: "a table: [\(member.name)]"), at: member.offset)
    }
    return table
  }

  private func text(_ member: TOMLTable.Member) throws(RecipeError) -> String {
    guard case .string(let text) = member.value else {
      throw error(.wrongKind(member.name, expected: "a text in quotes"), at: member.offset)
    }
    return text
  }

  private func texts(_ member: TOMLTable.Member) throws(RecipeError) -> [String] {
    let problem = error(
      .wrongKind(member.name, expected: "an array of texts in quotes"), at: member.offset)
    guard case .array(let elements) = member.value else { throw problem }
    var texts: [String] = []
    for element in elements {
      guard case .string(let text) = element.value else { throw problem }
      texts.append(text)
    }
    return texts
  }

  private func duration(_ member: TOMLTable.Member) throws(RecipeError) -> Duration {
    let text = try text(member)
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count > 0,
      count <= 1_000_000
    else { throw error(.badDuration(text), at: member.offset) }
    return .seconds(count * unit)
  }
}

extension RecipeWord {
  /// A name in braces that is no value.
  struct Problem: Error {
    let name: String
    let nearest: [String]
  }

  static func isOfName(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }

  /// `{name}` is a value; `{{` and `}}` are braces, and so are those around anything but a name in lowercase (`%{NAME}`).
  init(_ text: String, settings: [String]) throws(Problem) {
    var parts: [Part] = []
    var plain: [UInt8] = []
    var rest = Array(text.utf8)[...]
    func flushed() -> [Part] {
      plain.isEmpty ? [] : [.text(String(decoding: plain, as: UTF8.self))]
    }
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        plain.append(byte)
        continue
      }
      if rest.first == byte {
        rest.removeFirst()
        plain.append(byte)
        continue
      }
      let name = rest.prefix(while: Self.isOfName)
      guard byte == UInt8(ascii: "{"), !name.isEmpty,
        rest[name.endIndex...].first == UInt8(ascii: "}")
      else {
        plain.append(byte)
        continue
      }
      let found = String(decoding: name, as: UTF8.self)
      parts += flushed()
      plain = []
      if let placeholder = Placeholder(rawValue: found) {
        parts.append(.value(.known(placeholder)))
      } else if settings.contains(found) {
        parts.append(.value(.setting(found)))
      } else {
        let known = Placeholder.allCases.map(\.rawValue) + settings
        throw Problem(name: found, nearest: known.nearest(to: found, limit: 2))
      }
      rest = rest[(name.endIndex + 1)...]
    }
    self.init(parts: parts + flushed())
  }
}
