public import ChangeModel

/// Kernels that cost less to test than one that has to be built.
public struct KernelSupply: Hashable, Sendable {
  public enum Use: String, Codable, Hashable, Sendable, CaseIterable {
    /// One is taken if it gives nearly as much information as the best commit does.
    case preferred
    /// They come first, as long as one gives a good part of what the best commit does.
    case first
    /// Nothing else is tested.
    case only
  }

  /// Commits that packages, or releases, are made from.
  public let packages: Set<CommitID>
  /// Those of them that need only a boot.
  public let installed: Set<CommitID>
  public let use: Use

  public init(
    packages: Set<CommitID> = [], installed: Set<CommitID> = [], use: Use = .preferred
  ) {
    (self.packages, self.installed, self.use) = (packages.union(installed), installed, use)
  }

  public static let none = KernelSupply()

  /// The part of the best commit's information that is enough, since a package is worth it.
  var enough: Double {
    switch use {
    case .preferred: 0.95
    // A build takes several times as long as a boot.
    case .first: 0.25
    case .only: 0
    }
  }
}
