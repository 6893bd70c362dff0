internal import ChangeModel
internal import Text

/// Kinds of change that cannot, or can hardly, break a running kernel.
enum ChangeKind {
  /// Where the change stays, if it leaves running code alone; `nil` if it does not, or if the paths
  /// are not known.
  static func aside(of change: Candidate) -> Evidence.Aside? {
    guard let paths = change.touchedPaths, let first = paths.first, let kind = aside(first),
      paths.allSatisfy({ aside($0) == kind })
    else { return nil }
    return kind
  }

  private static func aside(_ path: String) -> Evidence.Aside? {
    switch KernelPath.kind(of: path) {
    case .documentation: .documentation
    case .tool, .buildTool, .sample: .tools
    case .deviceTree: .deviceTrees
    case .source: nil
    }
  }

  /// Why a change cannot be the cause, if it cannot.
  static func discount(
    of candidate: Candidate, in scope: SuspectScope, _ relevance: Relevance? = nil,
    speaksOfTests: Bool = false
  ) -> Discount? {
    // Of an entry nothing is known that would rule it out.
    guard case .commit(let change) = candidate else { return nil }
    if aside(of: candidate) == .documentation { return .documentation }
    if isCommentOnly(change) { return .comments }
    if !speaksOfTests, let paths = change.touchedPaths, !paths.isEmpty,
      paths.allSatisfy({ KernelPath.isTest($0) || aside($0) == .documentation })
    {
      return .tests
    }
    if let architecture = scope.architecture, let other = onlyArchitecture(of: change),
      !Architecture(directory: architecture).uses(Architecture(directory: other))
    {
      return .otherArchitecture
    }
    if relevance?.standing == .notBuilt { return .notBuilt }
    if scope.namesPlaces, change.touchedPaths != nil, scope.place(of: change) == nil {
      return .outsideScope
    }
    return nil
  }

  /// Sources were changed, and no line of code in them; what else was changed is documentation.
  private static func isCommentOnly(_ change: EnrichedChange) -> Bool {
    guard let patch = change.patch, !patch.isPartial, let paths = change.touchedPaths,
      !paths.isEmpty, patch.size.added + patch.size.removed > 0
    else { return false }
    return patch.size.codeAdded + patch.size.codeRemoved == 0
      && paths.allSatisfy { path in
        aside(path) == .documentation || sourceEndings.contains { path.hasSuffix($0) }
      }
  }

  private static let sourceEndings = [".c", ".h", ".S"]

  /// The one directory under `arch` that all paths are in.
  private static func onlyArchitecture(of change: EnrichedChange) -> String? {
    var found: String?
    for path in change.touchedPaths ?? [] {
      let parts = path.split(separator: "/", maxSplits: 2)
      guard parts.count == 3, parts[0] == "arch", found == nil || found == String(parts[1]) else {
        return nil
      }
      found = String(parts[1])
    }
    return found
  }
}

extension Symptom {
  private static let testWords = Set(
    ["selftest", "selftests", "kselftest", "kunit", "ktap", "unittest", "testsuite"].map {
      $0.utf8.fnv1a
    })

  /// Whether what was seen is a test that fails: then changes of tests are suspects, too.
  var speaksOfTests: Bool {
    files.contains(where: KernelPath.isTest)
      || text.withBytes { text in
        lines.contains { line in
          text[line].split { !$0.isLetter }.contains {
            Self.testWords.contains($0.lazy.map(\.lowercased).fnv1a)
          }
        }
      }
  }
}
