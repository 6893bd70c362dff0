public import ChangeModel

/// What is wrong with a recipe, and where.
public struct RecipeError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    /// The system's words.
    case unreadable(String)
    case unknownRecipe(String, nearest: [String])
    /// In the words of TOML.
    case notTOML(String)
    case unknownKey(String, nearest: [String])
    /// The value ought to be of another kind: "a text", "an array of texts".
    case wrongKind(String, expected: String)
    case badDuration(String)
    case badPlace(String)
    case badOrder(String)
    case badExpression(String)
    case unknownPlaceholder(String, nearest: [String])
    /// A script reads its values from the environment.
    case placeholderInScript(String, variable: String)
    case noCommand
    case bothRunAndShell
    case takenName(String)
    case badName(String)
    case missingStep(Recipe.StepKind, or: Recipe.StepKind?)
    case excludes(Recipe.StepKind, Recipe.StepKind)
    case onlyFor(String, Recipe.StepKind)
    case unknownSetting(String, nearest: [String])
    case unset(String)
    case tooLarge(limit: Int)
  }

  public let position: SourcePosition?
  public let source: String
  public let problem: Problem

  public init(_ problem: Problem, in source: String, at position: SourcePosition? = nil) {
    (self.problem, self.source, self.position) = (problem, source, position)
  }
}

extension RecipeError: CustomStringConvertible {
  public var description: String { "\(position?.description ?? source): \(problem)".inert() }
}

extension RecipeError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let reason): "the recipe cannot be read: \(reason)"
    case .unknownRecipe(let name, let nearest):
      "there is no recipe \(name), neither a file nor one that comes with ktrail"
        + Self.meant(nearest)
    case .notTOML(let problem): problem
    case .unknownKey(let key, let nearest): "a recipe has no \(key) here" + Self.meant(nearest)
    case .wrongKind(let key, let expected): "\(key) is \(expected)"
    case .badDuration(let text):
      "\"\(text)\" is not a time; write a number with s, m or h: \"90s\", \"20m\", \"2h\""
    case .badPlace(let text): "where is \"here\" or \"host\", not \"\(text)\""
    case .badOrder(let text): "versions is \"dpkg\" or \"rpm\", not \"\(text)\""
    case .badExpression(let text): "\"\(text)\" is not a regular expression that can be read here"
    case .unknownPlaceholder(let name, let nearest):
      "{\(name)} is not a value of a recipe" + Self.meant(nearest.map { "{\($0)}" })
        + "; write {{\(name)}} for the text itself"
    case .placeholderInScript(let name, let variable):
      "a script gets its values from the environment: write \"$\(variable)\" for {\(name)}"
    case .noCommand: "the step has no command: it needs run or shell"
    case .bothRunAndShell: "the step has both run and shell; it needs one of them"
    case .takenName(let name): "{\(name)} is a value already; choose another name"
    case .badName(let name):
      "\"\(name)\" cannot be the name of a value: use lowercase letters, digits and -"
    case .missingStep(let step, let other):
      "the recipe has no [\(step.rawValue)]\(other.map { " and no [\($0.rawValue)]" } ?? ""), so no kernel would be \(step == .obtain ? "built or fetched" : "booted")"
    case .excludes(let one, let other):
      "[\(one.rawValue)] and [\(other.rawValue)] exclude each other: one is for a virtual machine, the other for a real one"
    case .onlyFor(let key, let step): "\(key) goes with [\(step.rawValue)] only"
    case .unknownSetting(let name, let nearest):
      "the recipe has no value \(name)" + Self.meant(nearest)
    case .unset(let name): "the recipe needs {\(name)}, which is not set"
    case .tooLarge(let limit): "the recipe has more than \(limit) bytes"
    }
  }

  private static func meant(_ nearest: [String]) -> String {
    nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: " or "))?"
  }
}
