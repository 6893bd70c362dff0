internal import ChangeModel
internal import Changelogs
import TestSupport
import Testing

@Suite(
  "More real changelogs",
  .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.reason)))
struct MoreDumpTests {
  /// Entries, and lines that are a bullet without text.
  static let files: [String: (entries: Int, empty: [Int])] = [
    "openeuler-20.03-lts-sp4-kernel-fa6f65b.spec.changelog.gz": (12_523, []),
    "openeuler-24.03-lts-sp1-kernel-6a01076.spec.changelog.gz": (19_132, [9321, 9637]),
    "proxmox-bookworm-6.8-debian-changelog.gz": (755, []),
    "rhel10-redhat-kernel.changelog-10.0-excerpt.txt": (41, []),
    "rhel9.2-openela-kernel-5.14.0-284.30.1.spec.changelog.gz": (43_471, []),
  ]

  @Test("are read whole; only what is empty is told", arguments: files.keys.sorted())
  func read(_ name: String) async throws {
    let expected = try #require(Self.files[name])
    let changelog = try await SharedMaterial.dump("more/\(name)").changelog
    #expect(changelog.entryCount == expected.entries)
    #expect(changelog.warnings.map(\.position.line) == expected.empty)
    #expect(changelog.warnings.allSatisfy { $0.problem == .emptyEntry })
  }

  @Test(
    "of a spec whose newest version is a macro names no older one, and ends before its comments")
  func openELA() async throws {
    let changelog = try await SharedMaterial.dump(
      "more/rhel9.2-openela-kernel-5.14.0-284.30.1.spec.changelog.gz"
    ).changelog
    #expect(changelog.newestVersion == nil)
    #expect(changelog.releases.last?.entries.last?.text.hasSuffix(")") == true)
  }
}
