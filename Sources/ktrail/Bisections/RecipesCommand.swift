import ArgumentParser
import ChangeModel
import Recipes

struct RecipesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipes",
    abstract: "Lists the recipes for --boot that come along, or prints one.",
    usage: "ktrail bisect recipes [<name>] [<options>]",
    discussion: """
      Examples:
        ktrail bisect recipes
        ktrail bisect recipes qemu
      """, aliases: ["recipe"])
  @Argument(
    help: "Print this one, to be changed and given to --boot.", completion: .names(.recipes))
  var name: String?
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    try await console.perform { _ in
      guard let name else {
        let width = ShippedRecipes.all.map(\.name.count).max() ?? 0
        for shipped in ShippedRecipes.all {
          let recipe = try Recipe(named: shipped.name)
          let padding = String(repeating: " ", count: width - shipped.name.count)
          try Terminal.write("\(shipped.name)\(padding)  \(recipe.about ?? "")\n")
        }
        return
      }
      guard let shipped = ShippedRecipes[name] else {
        throw ValidationError(
          "There is no recipe \"\(name.inert())\"; there are \(ShippedRecipes.all.map(\.name).joined(separator: ", "))."
        )
      }
      try Terminal.write(String(decoding: shipped.bytes, as: UTF8.self))
    }
  }
}
