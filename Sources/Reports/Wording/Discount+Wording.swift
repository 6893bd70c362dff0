internal import ChangeModel

extension Discount {
  /// In the words of a list: "12 that touch documentation only".
  var words: String {
    switch self {
    case .documentation: "that touch documentation only"
    case .comments: "that change comments only"
    case .tests: "that touch tests only"
    case .otherArchitecture: "for other architectures"
    case .notBuilt: "that are not part of the given configuration"
    case .outsideScope: "outside the named subsystems and paths"
    }
  }

  /// What it says against one change.
  var objection: String {
    switch self {
    case .documentation: "touches documentation only"
    case .comments: "changes comments only"
    case .tests: "touches tests only"
    case .otherArchitecture: "everything it touches is for another architecture"
    case .notBuilt: "not part of the given configuration"
    case .outsideScope: "it is not where you expect the cause"
    }
  }
}
