import ChangeModel
import Recipes
import Testing

@Suite("Recipe") struct RecipeTests {
  static let least = """
    [obtain]
    run = ["true"]
    [boot]
    run = ["qemu"]
    """

  private func recipe(_ text: String) throws(RecipeError) -> Recipe {
    try Recipe(parsing: Array(text.utf8), source: "r.toml")
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    let testDescription, text, says: String
    init(_ name: String, _ text: String, _ says: String) {
      (testDescription, self.text, self.says) = (name, text, says)
    }
  }

  static let refused = [
    Refused(
      "no obtain", "[boot]\nrun = [\"x\"]\n",
      "r.toml: the recipe has no [obtain], so no kernel would be built or fetched"),
    Refused(
      "no boot", "[obtain]\nrun = [\"x\"]\n",
      "r.toml: the recipe has no [boot] and no [reboot], so no kernel would be booted"),
    Refused(
      "boot and reboot", least + "\n[reboot]\nrun = [\"x\"]\n",
      "r.toml:5: [boot] and [reboot] exclude each other: one is for a virtual machine, the other for a real one"
    ),
    Refused(
      "an unknown step", least + "\n[obtan]\nrun = [\"x\"]\n",
      "r.toml:5:2: a recipe has no obtan here; did you mean obtain?"),
    Refused(
      "an unknown key", "[obtain]\nrum = [\"x\"]\n",
      "r.toml:2:1: a recipe has no rum here; did you mean run?"),
    Refused(
      "run and shell", "[obtain]\nrun = [\"x\"]\nshell = \"x\"\n",
      "r.toml:3:1: the step has both run and shell; it needs one of them"),
    Refused(
      "no command", "[obtain]\ntimeout = \"2h\"\n",
      "r.toml:1:2: the step has no command: it needs run or shell"),
    Refused(
      "an unknown value", "[obtain]\nrun = [\"make\", \"{comit}\"]\n",
      "r.toml:2:16: {comit} is not a value of a recipe; did you mean {commit}?; write {{comit}} for the text itself"
    ),
    Refused(
      "a value in a script", "[obtain]\nshell = \"make {commit}\"\n",
      "r.toml:2:9: a script gets its values from the environment: write \"$KTRAIL_COMMIT\" for {commit}"
    ),
    Refused(
      "a time without a unit", "[obtain]\nrun = [\"x\"]\ntimeout = \"20\"\n",
      "r.toml:3:1: \"20\" is not a time; write a number with s, m or h: \"90s\", \"20m\", \"2h\""),
    Refused(
      "no time at all", "[obtain]\nrun = [\"x\"]\ntimeout = \"0s\"\n",
      "r.toml:3:1: \"0s\" is not a time; write a number with s, m or h: \"90s\", \"20m\", \"2h\""),
    Refused(
      "a place", "[obtain]\nrun = [\"x\"]\nwhere = \"there\"\n",
      "r.toml:3:1: where is \"here\" or \"host\", not \"there\""),
    Refused(
      "words that are no texts", "[obtain]\nrun = [\"x\", 1]\n",
      "r.toml:2:13: run is a command as an array of texts, or an array of such commands"),
    Refused(
      "a text for run", "[obtain]\nrun = \"make all\"\n",
      "r.toml:2:1: run is a command as an array of texts, or an array of such commands"),
    Refused(
      "an empty command", "[obtain]\nrun = []\n",
      "r.toml:2:1: run is a command as an array of texts, or an array of such commands"),
    Refused(
      "done elsewhere", "[obtain]\nrun = [\"x\"]\ndone = \"x\"\n",
      "r.toml:3:1: done goes with [boot] only"),
    Refused(
      "an expression", "[boot]\nrun = [\"x\"]\ndone = \"(\"\n",
      "r.toml:3:1: \"(\" is not a regular expression that can be read here"),
    Refused(
      "a value of ktrail's", "[values]\ncommit = \"x\"\n",
      "r.toml:2:1: {commit} is a value already; choose another name"),
    Refused(
      "a name with a blank", "[values]\n\"a b\" = \"x\"\n",
      "r.toml:2:1: \"a b\" cannot be the name of a value: use lowercase letters, digits and -"),
    Refused("not TOML", "[obtain\n", "r.toml:1:8: ] is expected here"),
    Refused("a step that is no table", "obtain = 1\n", "r.toml:1:1: obtain is a table: [obtain]"),
    Refused(
      "an escape in a name", least + "\n[\"\\u001B[31m\"]\nrun = [\"x\"]\n",
      "r.toml:5:2: a recipe has no <U+001B>[31m here"),
  ]

  @Test("what cannot be meant is refused, with where and what", arguments: refused)
  func refuses(_ row: Refused) throws {
    let error = try #require(throws: RecipeError.self) { try recipe(row.text) }
    #expect("\(error)" == row.says)
  }

  @Test("values are filled into words, one value into one word, whatever it holds")
  func fills() throws {
    let recipe = try recipe(
      """
      required = ["image"]
      [values]
      memory = "512"
      [obtain]
      run = [["make", "-C", "{worktree}", "O={build}/x", "-j{jobs}"], ["rpm", "--qf", "%{NAME} {{release}} {version}"]]
      [boot]
      run = ["qemu", "-m", "{memory}", "-initrd", "{image}"]
      """)
    var values = try RecipeValues(of: recipe, given: ["image": "/a b"])
    values[.worktree] = "/w $(reboot)"
    values[.build] = "/b"
    values[.jobs] = "2"
    values[.version] = "5.10; rm -rf /"
    let obtain = try #require(recipe[.obtain])
    #expect(
      try values.commands(of: obtain, in: recipe) == [
        ["make", "-C", "/w $(reboot)", "O=/b/x", "-j2"],
        ["rpm", "--qf", "%{NAME} {release} 5.10; rm -rf /"],
      ])
    let boot = try #require(recipe[.boot])
    #expect(
      try values.commands(of: boot, in: recipe) == [["qemu", "-m", "512", "-initrd", "/a b"]])
    #expect(values.variables["KTRAIL_IMAGE"] == "/a b")
    #expect(values.variables["KTRAIL_VERSION"] == "5.10; rm -rf /")
  }

  @Test("a value that has to be set is asked for, and an unknown one refused with the nearest")
  func settings() throws {
    let recipe = try recipe("required = [\"image\"]\n[values]\nextra = \"\"\n" + Self.least)
    #expect(
      "\(try #require(throws: RecipeError.self) { try RecipeValues(of: recipe, given: [:]) })"
        == "r.toml:1:1: the recipe needs {image}, which is not set")
    #expect(
      "\(try #require(throws: RecipeError.self) { try RecipeValues(of: recipe, given: ["imag": "x"]) })"
        == "r.toml: the recipe has no value imag; did you mean image?")
  }

  @Test(
    "what comes along can be read, and is about something",
    arguments: ShippedRecipes.all.map(\.name))
  func shipped(_ name: String) throws {
    let recipe = try Recipe(named: name)
    #expect(recipe.about?.isEmpty == false)
    #expect(!recipe.needs.isEmpty)
  }

  @Test("a recipe that is not there is refused with the nearest that comes along")
  func named() throws {
    let error = try #require(throws: RecipeError.self) { try Recipe(named: "qemo") }
    #expect(
      "\(error)"
        == "qemo: there is no recipe qemo, neither a file nor one that comes with ktrail; did you mean qemu?"
    )
  }
}
