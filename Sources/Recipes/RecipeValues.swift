import ChangeModel

/// What is filled into the commands of a recipe for one kernel.
public struct RecipeValues: Hashable, Sendable {
  private var known: [Placeholder: String] = [:]
  /// Of the recipe's own settings.
  private let settings: [String: String]

  /// - Parameter given: what the user has set, by name.
  public init(of recipe: Recipe, given: [String: String]) throws(RecipeError) {
    let names = recipe.settings.map(\.name)
    if let unknown = given.keys.sorted().first(where: { !names.contains($0) }) {
      throw RecipeError(
        .unknownSetting(unknown, nearest: names.nearest(to: unknown, limit: 2)), in: recipe.source)
    }
    var settings: [String: String] = [:]
    for setting in recipe.settings {
      guard let value = given[setting.name] ?? setting.preset else {
        throw RecipeError(.unset(setting.name), in: recipe.source, at: setting.position)
      }
      settings[setting.name] = value
    }
    self.settings = settings
  }

  public subscript(placeholder: Placeholder) -> String? {
    get { known[placeholder] }
    set { known[placeholder] = newValue }
  }

  /// The commands of a step, each a program with its arguments.
  ///
  /// - Parameter showing: unknown values are written as they stand in the recipe.
  public func commands(
    of step: Recipe.Step, in recipe: Recipe, showing: Bool = false
  ) throws(RecipeError) -> [[String]] {
    switch step.commands {
    case .shell(let script): return [["sh", "-eu", "-c", script, "recipe"]]
    case .programs(let programs):
      var filled: [[String]] = []
      for program in programs {
        var words: [String] = []
        for word in program { words.append(try fill(word, step, recipe, showing)) }
        filled.append(words)
      }
      return filled
    }
  }

  private func fill(
    _ word: RecipeWord, _ step: Recipe.Step, _ recipe: Recipe, _ showing: Bool
  ) throws(RecipeError) -> String {
    var text = ""
    for part in word.parts {
      switch part {
      case .text(let plain): text += plain
      case .value(.setting(let name)): text += settings[name] ?? ""
      case .value(.known(let placeholder)):
        if let value = known[placeholder] {
          text += value
        } else if showing {
          text += "{\(placeholder.rawValue)}"
        } else {
          throw RecipeError(.unset(placeholder.rawValue), in: recipe.source, at: step.position)
        }
      }
    }
    return text
  }

  /// For the environment of each command, by name.
  public var variables: [String: String] {
    var variables: [String: String] = [:]
    for (placeholder, value) in known { variables[placeholder.variable] = value }
    for (name, value) in settings { variables[Recipe.variable(name)] = value }
    return variables
  }
}
