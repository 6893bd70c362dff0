internal import ChangeModel
internal import Changelogs
internal import Foundation
import TestSupport
import Testing

@Suite(
  "Real dumps",
  .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.reason)))
struct SharedDumpTests {
  struct Pair: CustomTestStringConvertible, Sendable {
    let old, new: String
    let releasesAdded, added, removedOrReworded: Int
    var dialect: ChangelogDialect
    var testDescription: String { "\(old) → \(new)" }
  }

  static let pairs: [Pair] = [
    .init(
      old: "kernel-lt-4.4.121-1.el7.elrepo.x86_64", new: "kernel-lt-4.4.157-1.el7.elrepo.x86_64",
      releasesAdded: 36, added: 81, removedOrReworded: 0, dialect: .elrepo),
    .init(
      old: "kernel-2.6.32-71.el6.x86_64", new: "kernel-2.6.32-131.0.15.el6.x86_64",
      releasesAdded: 75, added: 4227, removedOrReworded: 0, dialect: .redHatEnterprise),
    .init(
      old: "kernel-2.6.32-71.el6.x86_64", new: "kernel-2.6.32-71.24.1.el6.x86_64",
      releasesAdded: 24, added: 209, removedOrReworded: 0, dialect: .redHatEnterprise),
    .init(
      old: "kernel-2.6.32-71.24.1.el6.x86_64", new: "kernel-2.6.32-131.0.15.el6.x86_64",
      releasesAdded: 75, added: 4227, removedOrReworded: 209, dialect: .redHatEnterprise),
    .init(
      old: "kernel-3.10.0-123.el7.x86_64", new: "kernel-3.10.0-229.el7.x86_64",
      releasesAdded: 106, added: 10166, removedOrReworded: 0, dialect: .redHatEnterprise),
    .init(
      old: "kernel-2.6.31.5-127.fc12.x86_64", new: "kernel-2.6.31.6-162.fc12.x86_64",
      releasesAdded: 33, added: 44, removedOrReworded: 0, dialect: .fedora),
    .init(
      old: "kernel-4.13.9-300.fc27.x86_64", new: "kernel-4.13.16-300.fc27.x86_64",
      releasesAdded: 14, added: 24, removedOrReworded: 0, dialect: .fedora),
    .init(
      old: "linux-4.4.115-2.ph1.x86_64", new: "linux-4.4.157-1.ph1.x86_64",
      releasesAdded: 25, added: 25, removedOrReworded: 0, dialect: .photon),
    .init(
      old: "linux-4.4.124-1.ph1.x86_64", new: "linux-4.4.157-1.ph1.x86_64",
      releasesAdded: 24, added: 24, removedOrReworded: 0, dialect: .photon),
    .init(
      old: "kernel-ml-7.1.1-1.el9.elrepo.x86_64", new: "kernel-ml-7.1.9-1.el9.elrepo.x86_64",
      releasesAdded: 8, added: 16, removedOrReworded: 0, dialect: .elrepo),
    .init(
      old: "kernel-lt-5.4.270-1.el7.elrepo.x86_64", new: "kernel-lt-5.4.278-1.el7.elrepo.x86_64",
      releasesAdded: 8, added: 19, removedOrReworded: 0, dialect: .elrepo),
    .init(
      old: "kernel-source-6.9.1-1.opensuse.x86_64",
      new: "kernel-source-6.11.0-8.27.g78175ea.opensuse.x86_64",
      releasesAdded: 53, added: 143, removedOrReworded: 0, dialect: .suse),
  ]

  @Test("differ by what an independent program counts", arguments: pairs)
  func countsAgree(_ pair: Pair) async throws {
    let old = try await SharedMaterial.dump(pair.old + ".changelog")
    let new = try await SharedMaterial.dump(pair.new + ".changelog")
    #expect(old.changelog.dialect == pair.dialect)
    #expect(new.changelog.dialect == pair.dialect)
    #expect(old.changelog.warnings.isEmpty && new.changelog.warnings.isEmpty)
    let counts = ChangelogDifference.between(old, new).counts
    #expect(counts.releasesAdded == pair.releasesAdded)
    #expect(counts.added + counts.reworded == pair.added)
    #expect(counts.removed + counts.reworded == pair.removedOrReworded)
    #expect(counts.added + counts.reworded + counts.unchanged == new.changelog.entryCount)
    #expect(counts.removed + counts.reworded + counts.unchanged == old.changelog.entryCount)
  }

  @Test("of ELRepo's 36 releases hold 36 bumps, one after the other")
  func elrepoBumps() async throws {
    let old = try await SharedMaterial.dump("kernel-lt-4.4.121-1.el7.elrepo.x86_64.changelog")
    let new = try await SharedMaterial.dump("kernel-lt-4.4.157-1.el7.elrepo.x86_64.changelog")
    let difference = ChangelogDifference.between(old, new)
    let bumps = difference.added.compactMap(\.versionBump)
    #expect(bumps.count == 36)
    #expect(bumps.first?.description == "4.4.156 → 4.4.157")
    #expect(bumps.last?.description == "4.4.121 → 4.4.122")
    #expect(difference.added.count { $0.kind == .note } == 45)
    #expect(difference.remarks.isEmpty)
  }

  @Test("of a z-stream and the next minor release are mostly reworded")
  func zStream() async throws {
    let old = try await SharedMaterial.dump("kernel-2.6.32-71.24.1.el6.x86_64.changelog")
    let new = try await SharedMaterial.dump("kernel-2.6.32-131.0.15.el6.x86_64.changelog")
    let difference = ChangelogDifference.between(old, new)
    // 198 of the 209 are there under another bug list, tag or CVE list.
    #expect((196...202).contains(difference.reworded.count))
  }

  @Test("of Debian list each upstream subject as an entry")
  func debian() async throws {
    let old = try await SharedMaterial.dump("debian/linux_6.1.164-1.changelog.gz")
    let new = try await SharedMaterial.dump(
      "debian/linux-image-6.1.0-56-amd64_6.1.192-2.changelog.gz")
    #expect(old.changelog.warnings.isEmpty && new.changelog.warnings.isEmpty)
    let difference = ChangelogDifference.between(old, new)
    #expect(difference.counts.releasesAdded == 12)
    // 51 "*", 8,513 "-", one "*" among the latter, and 6 "+" below them.
    #expect(difference.counts.added == 51 + 8513 + 1 + 6)
    #expect(difference.counts.removed == 0)
    #expect(Set(difference.added.flatMap(\.cves)).count == 3183)
    #expect(
      difference.added.compactMap(\.versionBump).map(\.description).first == "6.1.190 → 6.1.192")
  }

  static let others = [
    "elrepo-kernel-lt-4.14.114-1.txt": (ChangelogDialect.elrepo, 2),
    "elrepo-kernel-lt-4.14.121-1.txt": (.elrepo, 16),
    "elrepo-kernel-lt-4.14.157-1.txt": (.elrepo, 88),
    "elrepo-kernel-lt-4.14.220-1.txt": (.elrepo, 214),
    "rhel9-kernel-lt-4.14.121-1.txt": (.redHatStream, 475),
    "rhel9-kernel-lt-4.14.157-1.txt": (.redHatStream, 3582),
    "suse-kernel-lt-4.14.121-1.txt": (.suse, 256),
    "suse-kernel-lt-4.14.157-1.txt": (.suse, 3264),
  ]

  @Test("of the 4.14 run are read whole and without a warning", arguments: others.keys.sorted())
  func stable414(_ name: String) async throws {
    let changelog = try await SharedMaterial.dump("stable414/\(name)").changelog
    let (dialect, count) = try #require(Self.others[name])
    #expect(changelog.dialect == dialect)
    #expect(changelog.entryCount == count)
    #expect(changelog.warnings.isEmpty)
  }
}
