internal import ChangeModel

extension DocumentWriter {
  func sentence(_ gap: Gap) -> Phrase { Phrase(clause(gap).sentence) }

  /// With the option that brings it; a command for a shell needs a line of its own.
  func clause(_ gap: Gap) -> String {
    if case .option(let option) = gap.remedy { "\(gap.sentence) (\(option))" } else { gap.sentence }
  }

  /// What to run for what is missing, each once.
  func commands(for gaps: [Gap], after first: [String] = []) -> [String] {
    var commands = first
    for case .command(let command)? in gaps.map(\.remedy) where !commands.contains(command) {
      commands.append(command)
    }
    return commands
  }
}
