import ArgumentParser
import Bisection
import ChangeModel
import Investigation

/// What a bisection is begun with, be it from two kernels or from a log.
struct BeginningOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file with what was seen, or - for standard input; may be repeated.", valueName: "file"),
    completion: .anyFile)
  var symptom: [String] = []
  @OptionGroup(title: "What else you know") var scope: ScopeOptions
  @OptionGroup var asking: AskOptions
  @OptionGroup(title: "About your machines") var relevance: RelevanceOptions
  @OptionGroup var setup: BisectionSetup
  @OptionGroup var clone: CloneOptions

  /// Refuses what only the commits of a clone have, where packages are tested by themselves.
  private func requireNoneOfClones() throws {
    let given: [(String, Bool)] = [
      ("--subsystem", !scope.subsystem.isEmpty), ("--path", !scope.path.isEmpty),
      ("--likely", !scope.likely.isEmpty), ("--unlikely", !scope.unlikely.isEmpty),
      ("--arch", scope.arch != nil), ("--as-of", !scope.asOf.isEmpty),
      ("--modules", !relevance.modules.isEmpty), ("--old-config", relevance.oldConfig != nil),
      ("--run-hooks", setup.runHooks),
      ("--packages-first", setup.packages == .packagesFirst),
      ("--packages-only", setup.packages == .packagesOnly),
      ("--any-kernel", setup.packages == .anyKernel),
      ("--ask always", asking.ask == .always),
    ]
    guard let (name, _) = given.first(where: \.1) else { return }
    throw ValidationError(
      "\(name) needs the commits of a clone: give --linux, or leave it out, since packages are tested by themselves here."
    )
  }

  /// Begins a bisection and says which kernel to test.
  ///
  /// - Parameter operands: what else may be read from standard input.
  func begin(
    _ bisection: BisectionOptions, _ operands: [String],
    databases: PackageDatabases = PackageDatabases(), boots: BootOptions? = nil,
    _ record: (Investigation, BisectionSettings) async throws -> BisectionRecord
  ) async throws {
    try await bisection.perform { work in
      try asking.requireTerminal(besides: operands + symptom, bisection.console)
      // Without a symptom nobody waits for a question.
      let interviewee =
        symptom.isEmpty && asking.ask == .auto
        ? nil
        : asking.interviewee(
          inputs: operands + symptom, isForProgram: bisection.format.isForProgram, work.console)
      try work.desk.requireFree()
      var settings = setup.settings
      settings.symptoms = symptom
      settings.interviewee = interviewee
      settings.question = scope.question(machines: relevance.machines(scope.arch))
      let investigation = clone.investigation(
        work.console, asOf: scope.asOf, databases: databases)
      let plan = try boots?.plan(
        old: operands[0], new: operands[1], configuration: relevance.config)
      if let plan, boots?.dryRun == true {
        try bisection.format.requireNone(for: "--dry-run")
        return try Terminal.write(try BootRun.dryRun(plan, name: bisection.name))
      }
      var made: BisectionRecord
      if let plan, !clone.isNamed, BootRun.listsPackages(plan) {
        try requireNoneOfClones()
        made = try await work.desk.beginPackages(
          plan.old, plan.new, settings, plan, investigation)
      } else {
        made = try await askingAgain { try await record(investigation, settings) }
        made.bootPlan = plan
      }
      try work.write(try await work.desk.begin(made))
    }
  }
}
