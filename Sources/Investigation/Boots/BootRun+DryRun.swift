public import Bisection
import ChangeModel
import Recipes

extension BootRun {
  /// Whether a recipe lists packages, so that they can be tested without a clone.
  public static func listsPackages(_ plan: BootPlan) -> Bool {
    (try? Recipe(named: plan.recipe))?[.packages] != nil
  }

  /// The commands that the steps of a recipe are, in their order; what is not known yet stands in braces.
  ///
  /// - Returns: for each step a comment with what it is, and a line for a shell for each command.
  public static func dryRun(_ plan: BootPlan, name: String) throws -> String {
    let recipe: Recipe
    var values: RecipeValues
    do {
      recipe = try Recipe(named: plan.recipe)
      values = try RecipeValues(of: recipe, given: plan.values)
    } catch {
      throw BootError.recipe(error)
    }
    (values[.name], values[.old], values[.new]) = (name, plan.old, plan.new)
    values[.host] = plan.host
    values[.config] = plan.configuration
    return try lines(of: recipe, values, plan)
  }

  /// The same for the kernel that is tested next.
  public func dryRun(_ session: BisectionSession) throws -> String {
    guard let commit = session.record.trial?.commit ?? session.next else { return "" }
    var values = try kernel(Target(commit: commit), in: session).values
    values[.release] = session.record.trial?.release
    return try Self.lines(of: recipe, values, plan, testing: testing.command)
  }

  private static func lines(
    of recipe: Recipe, _ values: RecipeValues, _ plan: BootPlan, testing command: [String] = []
  ) throws -> String {
    var lines: [String] = []
    for patch in recipe.patches { lines.append("# patch: \(patch.inert())") }
    for pattern in recipe.sparse { lines.append("# files: \(pattern.inert())") }
    let runner = StepRunner(recipe: recipe, host: plan.host, mark: "")
    for kind in Recipe.StepKind.allCases {
      if kind == .test, !command.isEmpty {
        lines += ["# [test] here", command.map(\.shellWord).joined(separator: " ")]
        continue
      }
      guard let step = recipe[kind] else { continue }
      let place = runner.isRemote(step) ? "on \(plan.host ?? "")" : "here"
      lines.append("# [\(kind.rawValue)] \(place), \(Int(step.timeout.seconds)) s at most")
      if case .shell(let script) = step.commands {
        lines.append("# a script for sh -eu:")
        lines += script.split(separator: "\n").map { String($0).inert() }
        continue
      }
      let commands: [[String]]
      do {
        commands = try values.commands(of: step, in: recipe, showing: true)
      } catch {
        throw BootError.recipe(error)
      }
      for command in commands {
        let words = runner.isRemote(step) ? runner.remote(command, [:]) : command
        lines.append(words.map(\.shellWord).joined(separator: " "))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
