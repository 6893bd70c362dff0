/// Why a change gets almost no probability, whatever its words.
public enum Discount: String, Hashable, Sendable, CaseIterable {
  /// It touches documentation only.
  case documentation
  /// It changes comments only.
  case comments
  /// All it touches is for an architecture other than that of the kernel in question.
  case otherArchitecture = "other-architecture"
  /// Nothing that it touches is built with the configuration of the machines.
  case notBuilt = "not-built"
  /// It is not where the user expects the cause.
  case outsideScope = "outside-scope"

  /// In the words of a list: "12 that touch documentation only".
  public var words: String {
    switch self {
    case .documentation: "that touch documentation only"
    case .comments: "that change comments only"
    case .otherArchitecture: "for other architectures"
    case .notBuilt: "that are not part of the given configuration"
    case .outsideScope: "outside the named subsystems and paths"
    }
  }
}
