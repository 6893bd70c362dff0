import ChangeModel
import Kbuild
import TestSupport
import Testing

@Suite("The language of makefiles") struct MakefileDialectTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription, makefile: String

    init(_ name: String, _ makefile: String) {
      (testDescription, self.makefile) = (name, makefile)
    }
  }

  /// CONFIG_Y is y, CONFIG_M is m, CONFIG_N is not set, CONFIG_TEXT is a text.
  static let rows = [
    Row(
      "a symbol in a list's name",
      "obj-$(CONFIG_Y) += a.o\nobj-$(CONFIG_N) += b.o\nobj-${CONFIG_M} += c.o"),
    Row("several words", "obj-y := a.o b.o\t c.o"),
    Row("lines that go on", "obj-y := a.o \\\n\tb.o \\\n  c.o\nobj-y += d.o"),
    Row("comments", "# obj-y += x.o\nobj-y := a.o # b.o\nobj-y += c.o \\\n  # d.o"),
    Row("a list made later", "obj-y = $(LIST)\nLIST := a.o\nLIST += b.o"),
    Row("a list made before", "LIST := a.o\nobj-y := $(LIST)\nLIST += b.o"),
    Row("a default", "obj-y ?= a.o\nobj-y ?= b.o"),
    Row(
      "ifdef",
      "ifdef CONFIG_Y\nobj-y += a.o\nelse\nobj-y += b.o\nendif\nifndef CONFIG_N\nobj-y += c.o\nendif"
    ),
    Row("ifeq", "ifeq ($(CONFIG_M),m)\nobj-y += a.o\nelse\nobj-y += b.o\nendif"),
    Row("ifneq with nothing", "ifneq ($(CONFIG_N),)\nobj-y += a.o\nelse\nobj-y += b.o\nendif"),
    Row(
      "quotes",
      "ifeq \"$(CONFIG_Y)\" \"y\"\nobj-y += a.o\nendif\nifeq '$(CONFIG_Y)' 'm'\nobj-y += b.o\nendif"
    ),
    Row(
      "else ifeq",
      "ifeq ($(CONFIG_Y),m)\nobj-y += a.o\nelse ifeq ($(CONFIG_Y),y)\nobj-y += b.o\nelse\nobj-y += c.o\nendif"
    ),
    Row(
      "nested conditionals",
      "ifdef CONFIG_N\nifdef CONFIG_Y\nobj-y += a.o\nelse\nobj-y += b.o\nendif\nelse\nifdef CONFIG_M\nobj-y += c.o\nendif\nendif"
    ),
    Row(
      "both set",
      "ifeq ($(CONFIG_Y)$(CONFIG_M),ym)\nobj-y += a.o\nendif\nifneq ($(CONFIG_N)$(CONFIG_M),)\nobj-y += b.o\nendif"
    ),
    Row(
      "a conditional with a tab before",
      "ifdef CONFIG_Y\n\tobj-y += a.o\n\tifdef CONFIG_N\n\t\tobj-y += b.o\n\tendif\nendif"),
    Row(
      "subst on a symbol",
      "obj-$(subst m,y,$(CONFIG_M)) += a.o\nobj-$(subst m,y,$(CONFIG_N)) += b.o"),
    Row("a replacement on a symbol", "obj-$(CONFIG_M:m=y) += a.o"),
    Row(
      "patsubst",
      "LIST := a.c b.c\nobj-y += $(patsubst %.c,%.o,$(LIST)) $(LIST:.c=2.o) $(LIST:%.c=x%.o)"),
    Row(
      "addprefix, addsuffix and foreach",
      "obj-y := $(addsuffix .o,a b) $(addprefix x,c.o) $(foreach n,1 2,f$(n).o)"),
    Row(
      "filter",
      "LIST := a.o b.c c.o\nobj-y := $(filter %.o,$(LIST))\nobj-y := $(filter-out c.%,$(obj-y))"),
    Row(
      "if, or, and",
      "obj-y := $(if $(CONFIG_Y),a.o,b.o) $(if $(CONFIG_N),c.o,d.o) $(or $(CONFIG_N),e.o) $(and $(CONFIG_Y),f.o)"
    ),
    Row("if without an else", "obj-$(if $(CONFIG_M),y) += a.o\nobj-$(if $(CONFIG_N),y) += b.o"),
    Row(
      "names out of names", "x := LIST\nLIST := a.o\nn-y := b.o\nobj-y := $($(x)) $(n-$(CONFIG_Y))"),
    Row("nested calls", "obj-y := $(addsuffix .o,$(sort $(subst x,a,x b x)))"),
    Row("a function of the file's own", "both = $(1).o $(2).o\nobj-y := $(call both,a,b)"),
    Row("define", "define LIST\na.o\nb.o\nendef\nobj-y := $(LIST)"),
    Row("eval", "$(eval obj-y += a.o)"),
    Row(
      "words",
      "LIST := a.o b.o c.o\nobj-y := $(firstword $(LIST)) $(lastword $(LIST)) $(word 2,$(LIST))"),
    Row("parts of paths", "obj-y := $(notdir x/a.o) $(basename b.c).o $(subst /,-,$(dir c/d))e.o"),
    Row("join and strip", "obj-y := $(join a b,.o .o) $(strip   c.o  )"),
    Row("findstring", "obj-y := $(if $(findstring ex,text),a.o) $(if $(findstring no,text),b.o)"),
    Row(
      "a rule is not a list",
      "obj-y := a.o\nx.o: obj-y := b.o\nall: y\n\tobj-y += c.o\nobj-y += d.o"),
    Row(
      "a recipe with a conditional",
      "all:\n\t@true\nifdef CONFIG_Y\n\t@true obj-y += x.o\nendif\nobj-y += a.o"),
    Row("export and override", "export LIST := a.o\noverride LIST += b.o\nobj-y := $(LIST)"),
    Row("a text without its quotes", "obj-y := $(patsubst \"%\",%,$(CONFIG_TEXT))"),
    Row("a dollar", "x := $$(y)\nobj-y := a.o"),
    Row(
      "a comma in a variable",
      "comma := ,\nobj-y := $(subst $(comma), ,a.o$(comma)b.o)"),
    Row("a wildcard", "obj-y := $(patsubst $(src)/%.c,%.o,$(wildcard $(src)/w*.c))"),
    Row("an include", "include $(src)/more\n-include $(src)/gone\nobj-y += a.o"),
    Row(
      "an include that a conditional leaves out",
      "ifdef CONFIG_N\ninclude $(src)/more\nendif\nobj-y += a.o"),
  ]

  static let values = ["Y": "y", "M": "m", "TEXT": "t.o"]

  /// What GNU make has in obj-y, as names of objects.
  private func madeByMake(_ row: Row) async throws -> Set<String> {
    let directory = try TemporaryDirectory()
    try directory.write("", to: "d/w1.c")
    try directory.write("", to: "d/w2.c")
    try directory.write("obj-y += more.o\n", to: "d/more")
    let symbols = Self.values.map { "CONFIG_\($0)=\($1)" }
    try directory.write(
      symbols.joined(separator: "\n") + "\nsrc=d\n" + row.makefile + "\n$(info $(obj-y))\n",
      to: "d/Makefile")
    let made = try await Command.run(
      "make", ["-s", "-n", "-f", "d/Makefile", "--eval=default:;"], in: directory.path)
    guard made.exitCode == 0 else { throw Command.Failure(made.errors) }
    return Set(made.output.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  @Test(
    "is understood as make does",
    .enabled(if: Command.installed("make") != nil, "make is not installed"), arguments: rows)
  func agreesWithMake(_ row: Row) async throws {
    let tree = TreeOfFiles.directory(
      row.makefile, and: ["d/w1.c": "", "d/w2.c": "", "d/more": "obj-y += more.o"])
    let expected = try await madeByMake(row)
    #expect(!expected.isEmpty)
    let found = tree.map(Self.values).builtIns
    #expect(found == expected.map { "d/\($0.dropLast(2)).ko" }.sorted())
  }

  /// What only a run of make can show.
  static let uncertain = [
    Row("a program's answer", "ifeq ($(shell uname -m),x86_64)\nobj-y += a.o\nendif"),
    Row("a compiler's", "obj-y += $(if $(call cc-option,-mavx2),a.o)"),
    Row(
      "a compiler's in a name",
      "obj-$(call cc-option-yn,-mavx2) += a.o\nobj-y += $(LIST)\nLIST != ls"),
    Row("both branches", "ifeq ($(shell true),)\nobj-y += b.o\nelse\nobj-y += a.o\nendif"),
  ]

  @Test("what it leaves to a program makes a file unknown, never left out", arguments: uncertain)
  func uncertainIsUnknown(_ row: Row) throws {
    let tree = TreeOfFiles.directory(row.makefile + "\nobj-y += sure.o")
    let found = tree.map(Self.values).relevances(of: [["d/a.c"], ["d/sure.c"]]) { tree }
    #expect(found[0].standing == .unknown, "\(found[0])")
    #expect(found[1].standing == .builtIn, "\(found[1])")
  }

  /// `X5` is a hundred thousand words.
  private static let ten =
    "X := a a a a a a a a a a\n"
    + (2...5).map { "X\($0) := $(foreach i,$(X),$(X\($0 == 2 ? "" : "\($0 - 1)")))\n" }.joined()

  /// Input that is made to hurt.
  static let hostile = [
    Row("a variable in terms of itself", "A = $(A)\nobj-y = $(A)\nobj-y += a.o"),
    Row("variables in a circle", "A = $(B)$(B)\nB = $(C)$(C)\nC = $(A)$(A)\nobj-y = $(A)"),
    Row(
      "doubling",
      (0..<60).map { "V\($0 + 1) = $(V\($0)) $(V\($0))" }.joined(separator: "\n")
        + "\nV0 = a.o\nobj-y := $(V60)"),
    Row(
      "doubling at once",
      "V := a.o b.o\n" + String(repeating: "V := $(V) $(V)\n", count: 60) + "obj-y := $(V)"),
    Row("brackets", "obj-y := " + String(repeating: "$(", count: 100_000)),
    Row("a huge line", "obj-y := " + String(repeating: "a.o ", count: 500_000)),
    Row("an include of itself", "include d/Makefile\nobj-y += a.o"),
    Row("two that include each other", "include d/more\nobj-y += a.o"),
    Row("conditionals without end", String(repeating: "ifdef A\n", count: 50_000)),
    Row(
      "ends without conditionals", String(repeating: "endif\nelse\n", count: 1_000) + "obj-y += a.o"
    ),
    Row("a backslash at the end", "obj-y += a.o \\"),
    Row("a define without end", "define A\nobj-y += a.o"),
    Row(
      "a list after very many lines",
      "obj-$(CONFIG_N) += a.o\n" + String(repeating: "x := $(y)\n", count: 60_000) + "obj-y += a.o"),
    Row("NULs", "obj-y += a\0.o\0\0 \u{1A} \u{1A}.o\n\0"),
    Row("a call of itself", "f = $(call f,$(1))\nobj-y := $(call f,a)"),
    Row("an eval of itself", "A = $(eval $(A))\nobj-y := $(A)"),
    Row(
      "a loop of loops",
      "L := " + String(repeating: "a ", count: 2_000)
        + "\nobj-y := $(foreach x,$(L),$(foreach y,$(L),$(foreach z,$(L),$(x).o)))"),
    Row(
      "ten times ten times ten",
      """
      X := a a a a a a a a a a
      X2 := $(foreach i,$(X),$(X))
      X3 := $(foreach i,$(X2),$(X2))
      X4 := $(foreach i,$(X3),\(String(repeating: "$(X3) ", count: 16)))
      obj-y := a.o $(X4)
      """),
    Row("addprefix", ten + "obj-y := a.o $(addprefix $(X5),$(X5))"),
    Row("addsuffix", ten + "obj-y := a.o $(addsuffix $(X5),$(X5))"),
    Row("subst", ten + "obj-y := a.o $(subst a,$(X5),$(X5))"),
    Row("patsubst", ten + "obj-y := a.o $(patsubst a%,%$(X5),$(X5)) $(X5:a=$(X5))"),
    Row("join", ten + "obj-y := a.o $(join $(X5),$(join $(X5),$(join $(X5),$(X5))))"),
    Row("wildcard", ten + "obj-y := a.o $(wildcard $(addprefix d/*,$(X5)))"),
    Row("filter", ten + "obj-y := a.o $(filter-out $(addsuffix b,$(X5)),$(X5))"),
    Row("a text in a text", ten + "obj-y := a.o $(findstring $(X5)b,$(X5)$(X5)$(X5))"),
    Row("call", ten + "f = $(1)$(1)$(1)$(1)\nobj-y := a.o $(call f,$(call f,$(call f,$(X5))))"),
    Row("append", ten + "obj-y := a.o\n" + String(repeating: "obj-y += $(X5)\n", count: 2_000)),
    Row(
      "many large ones",
      ten + (0..<2_000).map { "V\($0) := $(X5) \($0)\n" }.joined() + "obj-y := a.o"),
    Row("a path of very many directories", "obj-y := \(String(repeating: "a/", count: 300_000))"),
    Row(
      "a tree that is deep in the list",
      "obj-y := a.o $(wildcard \(String(repeating: "*/", count: 300_000))*)"),
    Row("out of the tree", "obj-y += ../../../../etc/passwd.o ../../../ /etc/ ../d/ ./"),
  ]

  @Test("hostile makefiles end soon, and nothing is claimed to be left out", arguments: hostile)
  func hostileMakefilesEnd(_ row: Row) throws {
    let tree = TreeOfFiles.directory(row.makefile, and: ["d/more": "include d/Makefile"])
    let seconds = processorSeconds {
      let found = tree.map().relevances(of: [["d/a.c"]]) { tree }
      #expect(found[0].standing != .notBuilt)
    }
    #expect(seconds < 20)
  }
}
