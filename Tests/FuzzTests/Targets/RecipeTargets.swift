import ChangeModel
import Recipes

extension FuzzTarget {
  /// A recipe: each value is filled into one word, whatever it holds.
  static let recipe = FuzzTarget("recipe", longest: 4096) {
    ShippedRecipes.all.map(\.bytes)
      + ["[obtain]\nrun=[\"a{b}\",\"{{c}}\",\"%{D}\"]\n[boot]\nshell='''x'''\n"].map {
        Array($0.utf8)
      }
  } read: { bytes in
    guard let recipe = try? Recipe(parsing: bytes, source: "fuzz.toml") else { return }
    let given = Dictionary(
      recipe.settings.map { ($0.name, "a b\n'\"{commit}") }, uniquingKeysWith: { $1 })
    guard var values = try? RecipeValues(of: recipe, given: given) else { return }
    for placeholder in Placeholder.allCases { values[placeholder] = "$(x) {name} '" }
    for step in recipe.steps.values {
      guard let filled = try? values.commands(of: step, in: recipe) else {
        demand(false, "a value that is set is missing")
        return
      }
      guard case .programs(let programs) = step.commands else { continue }
      demand(filled.map(\.count) == programs.map(\.count), "a value became several words")
    }
  }

  /// What a kernel prints, and what a step prints as a list of packages.
  static let console = FuzzTarget("console", longest: 8192) {
    [
      "[0.0] Linux version 5.10.1 (x)\nBUG: unable to handle\nKernel panic - not syncing: x\nTEST: PASS\r\n",
      "linux-image-6.1.0-50-amd64 6.1.176-1\nkernel 1:5.14.0~rc1^git-2.el9\n",
    ].map { Array($0.utf8) }
  } read: { bytes in
    func reading(_ size: Int) -> ConsoleReading {
      var reading = ConsoleReading(symptom: .init("(?i)bug: .*x|TEST"), done: .init("^TEST: "))
      var rest = bytes[...]
      while !rest.isEmpty {
        reading.read(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
      reading.finish()
      return reading
    }
    let (whole, pieces) = (reading(8192), reading(3))
    demand(
      whole.symptomLine == pieces.symptomLine && whole.crashes == pieces.crashes
        && whole.isDone == pieces.isDone && whole.release == pieces.release,
      "pieces are read otherwise than the whole")
    for line in whole.lastLines + whole.crashes + [whole.symptomLine ?? ""] {
      demand(line.inert() == line, "a line with controls")
    }
    for order in PackageVersion.Order.allCases {
      let packages = PackageListing(
        parsing: String(decoding: bytes, as: UTF8.self), order: order
      ).packages.prefix(20)
      for one in packages {
        for other in packages {
          demand(
            !(one.version < other.version && other.version < one.version),
            "two versions before each other")
        }
      }
    }
  }
}
