public import ChangeModel

/// What a ranking is to take into account beside the symptom.
public struct RankingQuestion: Hashable, Sendable {
  /// Where the user expects the cause.
  public var scope: SuspectScope
  /// What describes the machines that broke.
  public var machines: MachineFiles?
  /// Whether later commits that repair a candidate and talk of the symptom lift it.
  public let usesKnownFixes: Bool
  /// The first digits of the commit whose odds are to be taken apart, or `FILE:LINE` of the entry.
  public let explained: String?
  /// The command that asks, so that the answer can say how to ask again.
  public let command: ShellCommand?
  /// The directory under arch that the symptom says, where the user said none.
  var assumedArchitecture: String?

  public init(
    scope: SuspectScope = .everywhere, machines: MachineFiles? = nil, usesKnownFixes: Bool = true,
    explained: String? = nil, command: ShellCommand? = nil
  ) {
    (self.scope, self.machines) = (scope, machines)
    (self.usesKnownFixes, self.explained) = (usesKnownFixes, explained)
    self.command = command
  }
}
