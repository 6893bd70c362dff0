import ArgumentParser

/// Scores the stages on real cases whose answers are known.
@main
struct KtrailEval: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ktrail-eval",
    abstract:
      "Measures the accuracy of ranking, mapping, missing fixes, bisection and risk on real cases.",
    subcommands: [
      AllCommand.self, CulpritsCommand.self, BisectCommand.self, RiskCommand.self, FitCommand.self,
      KbuildCommand.self, SearchCommand.self, WordsCommand.self,
      ProseCommand.self, InTreeCommand.self, IncompleteCommand.self,
    ],
    defaultSubcommand: AllCommand.self)
}
