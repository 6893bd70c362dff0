/// Whether a source tree without history has a change, judged by the text of the files that the change touches.
public struct TreeStanding: Hashable, Sendable {
  /// The tree, as the user wrote it.
  public let tree: String
  /// The commit whose text was looked for: the one asked for, or a backport of it.
  public let version: CommitID
  public let verdict: Verdict
  /// In the order of the patch.
  public let hunks: [TreeHunk]
  /// Only if the tree is that of a source package with patches of its own.
  public let patches: PackagePatches?

  public enum Verdict: Hashable, Sendable {
    /// Every hunk that can be told is there.
    case present
    /// No hunk is there.
    case absent
    /// Some hunks are there, and some are not.
    case partly
    case undecided(Doubt)
  }

  /// Why nothing can be said of a change.
  public enum Doubt: Hashable, Sendable {
    /// The clone lacks the texts of the change.
    case noContents
    /// It changes no text: a merge, a move, a binary file.
    case noText
    /// No hunk of it can be told.
    case noHunk
    /// Of most of its hunks nothing can be said.
    case fewHunks
  }

  public init(
    tree: String, version: CommitID, verdict: Verdict, hunks: [TreeHunk],
    patches: PackagePatches? = nil
  ) {
    (self.tree, self.version, self.verdict) = (tree, version, verdict)
    (self.hunks, self.patches) = (hunks, patches)
  }

  /// The hunks that the verdict rests on.
  public var deciding: [TreeHunk] { hunks.filter(\.decides) }

  /// The one that shows best why the verdict is not `present`.
  public var decisive: TreeHunk? {
    switch verdict {
    case .present: nil
    case .absent, .partly:
      deciding.first(where: \.isAbsent)
        ?? deciding.first { if case .partly = $0.verdict { true } else { false } }
    case .undecided: deciding.first(where: \.isUndecided)
    }
  }

  /// Whether the tree's own text lacks the change and a patch of its package may bring it.
  public var isBroughtByPatch: Bool { verdict != .present && patches?.bringing.isEmpty == false }

  /// The same in one word, with what the patches of a package bring.
  public var answer: KernelStanding.Answer {
    if isBroughtByPatch { return .yes }
    return switch verdict {
    case .present: .yes
    case .absent, .partly: .no
    case .undecided: .unknown
    }
  }

  public func with(_ patches: PackagePatches) -> TreeStanding {
    TreeStanding(tree: tree, version: version, verdict: verdict, hunks: hunks, patches: patches)
  }
}

/// A stretch of changed lines, looked for in a tree.
public struct TreeHunk: Hashable, Sendable {
  /// As the commit has it.
  public let path: String
  /// As the tree has it; `nil` where it has no such file.
  public let treePath: String?
  /// In the tree's file, from 1; `nil` where no place was found.
  public let line: Int?
  /// That the change is in; `nil` outside of functions.
  public let function: String?
  public let verdict: Verdict
  /// Whether the verdict on the change rests on it; a hunk of documentation beside one of code does not count.
  public let decides: Bool

  public enum Verdict: Hashable, Sendable {
    case present
    case absent(Sign)
    /// Some of its lines are as the change leaves them, and some as it found them.
    case partly(Sign)
    case undecided(Doubt)
  }

  /// What shows that a change is not there.
  public enum Sign: Hashable, Sendable {
    /// A line that the change takes away.
    case stillHas(String)
    /// A line that the change adds, missing between the lines that it stands between.
    case lacks(String)
    /// A file that the change adds.
    case lacksFile
    /// A file that the change takes away.
    case stillHasFile
  }

  public enum Doubt: Hashable, Sendable {
    /// The tree does not have the file.
    case noFile
    /// Neither the lines before the change stand there nor those after it.
    case altered
    /// Both stand there.
    case both
    /// Braces and blanks, or lines that stand in too many places.
    case tooCommon
    /// The tree's file is binary or too large.
    case unreadable
  }

  public init(
    path: String, treePath: String?, line: Int?, function: String?, verdict: Verdict, decides: Bool
  ) {
    (self.path, self.treePath, self.line) = (path, treePath, line)
    (self.function, self.verdict, self.decides) = (function, verdict, decides)
  }

  public var isPresent: Bool { verdict == .present }
  public var isAbsent: Bool { if case .absent = verdict { true } else { false } }
  public var isUndecided: Bool { if case .undecided = verdict { true } else { false } }
}

/// The patches that come beside the tarball of a source package.
public struct PackagePatches: Hashable, Sendable {
  /// How many the spec names.
  public let count: Int
  /// Those that the spec applies and that make the same change.
  public let bringing: [String]
  /// Others that change the same files, so that what the tarball has is not the last word.
  public let touching: [String]
  /// Archives of patches, which are not looked into.
  public let unread: [String]

  public init(count: Int, bringing: [String], touching: [String], unread: [String]) {
    (self.count, self.bringing, self.touching, self.unread) = (count, bringing, touching, unread)
  }
}
