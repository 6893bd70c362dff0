/// Why a tree cannot be searched.
public enum TreeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// In the system's words, or those of the program that unpacks it.
  case unreadable(String)
  case notThere
  /// Neither a directory nor an archive nor a source package.
  case notATree
  /// No file that every kernel has.
  case noKernel
  /// A source package without an archive, as those that leave the sources out.
  case noArchive
  case damaged(String)
  /// More than any kernel has.
  case tooLarge
  /// A program that this needs is not installed.
  case missingTool(String)

  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .notThere: "it is not there"
    case .notATree: "it is neither a directory, an archive of tar, nor a source package"
    case .noKernel: "it has no init/main.c, so it is not the source tree of a kernel"
    case .noArchive: "the package has no archive of the sources"
    case .damaged(let reason): reason
    case .tooLarge: "it unpacks to more than any kernel has"
    case .missingTool(let tool): "\(tool) is not installed"
    }
  }
}
