import Changelogs
import TestSupport

extension SharedMaterial {
  /// A real dump, which is not part of the repository.
  static func dump(_ name: String) async throws -> PackageChangelog {
    try await PackageOperand().read("\(directory ?? "")/data/changelogs/\(name)")
  }
}
