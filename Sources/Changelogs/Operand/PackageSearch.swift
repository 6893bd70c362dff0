internal import ChangeModel

/// What the databases of installed packages said to a name that they do not have.
public struct PackageSearch: Hashable, Sendable {
  public enum Answer: Hashable, Sendable {
    case unknownName
    /// The package was removed, and only its configuration is left.
    case onlyConfiguration
    /// There is no such database.
    case noDatabase
    case programMissing
    case failed(ChangelogError.QueryProblem)
  }

  /// `nil` where it was not asked.
  public let rpm, dpkg: Answer?
  /// Names of installed packages that may have been meant, the most alike first.
  public let nearest: [String]

  public init(rpm: Answer? = nil, dpkg: Answer? = nil, nearest: [String] = []) {
    (self.rpm, self.dpkg, self.nearest) = (rpm, dpkg, nearest)
  }
}

extension PackageSearch {
  /// What goes on after "no such file".
  public var clauses: String {
    if rpm == .unknownName, dpkg == .unknownName {
      return ", and neither rpm nor dpkg has an installed package of this name"
    }
    let said = [rpm.map { ("rpm", $0) }, dpkg.map { ("dpkg", $0) }].compactMap(\.self)
      .map { tool, answer in answer.clause(of: tool) }
    return said.isEmpty ? "" : ", and " + said.joined(separator: ", and ")
  }
}

extension PackageSearch.Answer {
  fileprivate func clause(of tool: String) -> String {
    switch self {
    case .unknownName: "\(tool) has no installed package of this name"
    case .onlyConfiguration: "\(tool) has only the configuration of this package, which was removed"
    case .noDatabase: "there is no database of \(tool)"
    case .programMissing: "\(tool) is not installed to ask for a package of this name"
    case .failed(let problem): "\(tool) could not be asked: \(problem)"
    }
  }
}
