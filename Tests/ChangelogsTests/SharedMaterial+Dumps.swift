import Changelogs
import TestSupport

extension SharedMaterial {
  /// A real dump, which is not part of the repository.
  static func dump(_ name: String) async throws -> PackageChangelog {
    // Beside all other tests of a small machine a program may wait long for its turn.
    try await PackageOperand(patience: TestPackages.patience)
      .read("\(directory ?? "")/data/changelogs/\(name)")
  }
}
