/// What files and the environment say about options.
public struct SettingsOverview: Hashable, Sendable {
  public struct File: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case user, project
      /// By the environment, in place of the others.
      case named
    }

    public let kind: Kind
    public let path: String
    public let isThere: Bool

    public init(_ kind: Kind, path: String, isThere: Bool) {
      (self.kind, self.path, self.isThere) = (kind, path, isThere)
    }
  }

  public enum Source: Hashable, Sendable {
    /// Nobody said anything else.
    case builtIn
    case variable(String)
    case project(SourcePosition)
    case user(SourcePosition)
  }

  public struct Row: Hashable, Sendable {
    /// By its long name without dashes.
    public let option: String
    /// The command that it is for; `nil` for all that have the option.
    public let command: String?
    /// `true` and `false` for a flag; empty where an option has no value.
    public let values: [String]
    public let source: Source
    /// False where another source comes before this one.
    public let counts: Bool

    public init(
      option: String, command: String?, values: [String], source: Source, counts: Bool = true
    ) {
      (self.option, self.command, self.values) = (option, command, values)
      (self.source, self.counts) = (source, counts)
    }
  }

  /// The command that was asked about, with all its options; `nil` for all that is set.
  public let command: String?
  public let files: [File]
  public let rows: [Row]
  /// Variables that are called like ours, and that nothing reads.
  public let unreadVariables: [String]

  public init(
    command: String?, files: [File], rows: [Row], unreadVariables: [String] = []
  ) {
    (self.command, self.files, self.rows) = (command, files, rows)
    self.unreadVariables = unreadVariables
  }
}
