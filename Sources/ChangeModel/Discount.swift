/// Why a change gets almost no probability, whatever its words.
public enum Discount: String, Hashable, Sendable, CaseIterable {
  /// It touches documentation only.
  case documentation
  /// It changes comments only.
  case comments
  /// It touches tests only, and the symptom does not speak of tests.
  case tests
  /// All it touches is for an architecture other than that of the kernel in question.
  case otherArchitecture = "other-architecture"
  /// Nothing that it touches is built with the configuration of the machines.
  case notBuilt = "not-built"
  /// It is not where the user expects the cause.
  case outsideScope = "outside-scope"
}
