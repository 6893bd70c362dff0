internal import ChangeModel
internal import Changelogs
import Testing

@Suite("Difference of two changelogs") struct ComparisonTests {
  static let base = """
    * Mon May 12 2014 Ada P <ada@example.org> [3.10.0-2.el7]
    - [fs] ovl: keep the creator (Bo Backport) [900001]
    - rebuild

    * Mon May 05 2014 Ada P <ada@example.org> [3.10.0-1.el7]
    - [mm] rmap: lock the page (Bo Backport) [900002] {CVE-2014-90001}
    - [net] tcp: count twice (Bo Backport) [900003]

    """
  static let update = """
    * Mon May 19 2014 Ada P <ada@example.org> [3.10.0-3.el7]
    - [net] ipv6: send it later (Bo Backport) [900004]
    - rebuild


    """

  private func difference(_ old: String, _ new: String) throws -> ChangelogDifference {
    ChangelogDifference.between(
      try RandomChangelog.package(old), try RandomChangelog.package(new))
  }

  @Test("a newer package adds its releases")
  func newer() throws {
    let result = try difference(Self.base, Self.update + Self.base)
    #expect(
      result.counts == .init(releasesAdded: 1, added: 2, removed: 0, reworded: 0, unchanged: 4))
    #expect(result.releasesAdded.map(\.version) == ["3.10.0-3.el7"])
    // Of two equal entries the newer is the new one.
    #expect(result.releasesAdded.flatMap(\.entries) == result.added)
    #expect(result.added.map(\.position.line) == [2, 3])
    #expect(result.remarks.isEmpty)
  }

  struct Edit: CustomTestStringConvertible, Sendable {
    let testDescription, from, to: String
  }

  static let harmless: [Edit] = [
    .init(testDescription: "another date", from: "Mon May 12", to: "Tue May 13"),
    .init(testDescription: "another packager", from: "Ada P <ada@", to: "Deb Rand <deb@"),
    .init(testDescription: "a rebuilt release", from: "-2.el7]", to: "-2.el7.centos]"),
    .init(testDescription: "a heading without version", from: " [3.10.0-2.el7]", to: ""),
    .init(
      testDescription: "another wrapping", from: "(Bo Backport) [900003]",
      to: "\n  (Bo Backport)  [900003]"),
    .init(testDescription: "CR LF", from: "\n", to: "\r\n"),
    .init(testDescription: "a tab", from: "- rebuild", to: "-\trebuild"),
  ]

  @Test("is none after", arguments: harmless)
  func unchanged(_ edit: Edit) throws {
    let result = try difference(Self.base, Self.base.replacing(edit.from, with: edit.to))
    #expect(
      result.counts == .init(releasesAdded: 0, added: 0, removed: 0, reworded: 0, unchanged: 4))
  }

  struct Rewording: CustomTestStringConvertible, Sendable {
    let testDescription, from, to: String
    let reason: ChangelogDifference.Reworded.Reason
  }

  static let rewordings: [Rewording] = [
    .init(
      testDescription: "another bug list", from: "[900001]", to: "[900001 900009]",
      reason: .sameSubject(other: [.bugs])),
    .init(
      testDescription: "another area and person", from: "[fs] ovl: keep the creator (Bo Backport)",
      to: "[overlayfs] ovl: keep the creator (Cy Backport)",
      reason: .sameSubject(other: [.area, .person])),
    .init(
      testDescription: "a CVE more", from: "[900001]", to: "[900001] {CVE-2014-90009}",
      reason: .sameSubject(other: [.cves])),
    .init(
      testDescription: "other words, same CVE", from: "[mm] rmap: lock the page",
      to: "[kernel] mm, rmap: take the page lock", reason: .sameCVE("CVE-2014-90001")),
    .init(
      testDescription: "other words, same bug",
      from: "[net] tcp: count twice (Bo Backport) [900003]",
      to: "[net] tcp: count each lost segment once (Bo Backport) [900003]",
      reason: .sameBug("900003")),
  ]

  @Test("is a rewording after", arguments: rewordings)
  func reworded(_ edit: Rewording) throws {
    let result = try difference(Self.base, Self.base.replacing(edit.from, with: edit.to))
    #expect(
      result.counts == .init(releasesAdded: 0, added: 0, removed: 0, reworded: 1, unchanged: 3))
    #expect(result.reworded.map(\.reason) == [edit.reason])
  }

  @Test("pairs long subjects that differ in a word, under other bugs")
  func alike() throws {
    let result = try difference(
      Self.base.replacing("count twice", with: "count each segment lost on the way twice"),
      Self.base.replacing("count twice", with: "count each segment lost on its way twice")
        .replacing("900003", with: "900008"))
    guard case .alike(let share) = result.reworded.first?.reason else {
      Issue.record("\(result.reworded)")
      return
    }
    #expect((0.88..<0.89).contains(share))
  }

  @Test("keeps apart what only sounds alike")
  func notReworded() throws {
    let result = try difference(
      Self.base.replacing("rmap: lock the page", with: "cxgb4: add table 8 of the device ids"),
      Self.base.replacing("rmap: lock the page", with: "cxgb4: add table 9 of the device ids")
        .replacing("900002", with: "900009").replacing(" {CVE-2014-90001}", with: ""))
    #expect(result.counts.removed == 1)
    #expect(result.counts.added == 1)
    #expect(result.counts.reworded == 0)
  }

  @Test("says when the operands look swapped")
  func swapped() throws {
    let result = try difference(Self.update + Self.base, Self.base)
    #expect(result.counts.removed == 2)
    #expect(
      result.remarks == [.swapped(old: "3.10.0-3.el7", new: "3.10.0-2.el7", onlyInOld: 2)])
  }

  @Test("says when the packages have nothing in common")
  func unrelated() throws {
    let other = """
      * Mon May 19 2014 Ada P <ada@example.org> - 5.1-3
      - Give man pages a home

      * Mon May 12 2014 Ada P <ada@example.org> - 5.1-2
      - Say hello

      """
    let result = try difference(Self.base, other)
    #expect(result.counts.unchanged == 0)
    #expect(
      result.remarks == [.littleShared(0, smaller: 2, old: "3.10.0-2.el7", new: "5.1-3")])
  }

  @Test("says when each side holds one release only")
  func notCumulative() throws {
    let old = "* Mon May 05 2014 A <a@example.org>\n- [aaaaaaaaaaaa] [2014-05-01] fs: one (a@b)\n"
    let new = "* Mon May 12 2014 A <a@example.org>\n- [bbbbbbbbbbbb] [2014-05-09] mm: two (a@b)\n"
    let result = try difference(old, new)
    #expect(result.remarks == [.oneReleaseEach(old: "dump", new: "dump")])
  }

  /// Which kernels two packages are of, and how much their histories share: all, half of it, nothing.
  static let packages: [(old: String?, new: String?, shares: [Int], isRemarked: Bool)] = [
    ("kernel", "kernel-lt", [4, 2, 0], true), ("kernel", "kernel-rt", [4, 2, 0], true),
    ("kernel-lt", "kernel-ml", [4, 0], true), ("kernel-core", "kernel-rt-core", [4], true),
    ("linux-image-amd64", "linux-image-cloud-amd64", [4, 0], true),
    ("linux-image-generic", "linux-modules-aws", [4], true), ("kernel", "bash", [0], true),
    ("linux", "linux-aws", [4], true),
    ("kernel", "kernel", [4, 2, 0], false), ("kernel", "kernel-core", [4, 2], false),
    ("kernel-rt-core", "kernel-rt-modules-extra", [4], false),
    ("kernel-modules-core", "kernel-devel", [4], false),
    ("linux-image-generic", "linux-modules-generic", [4], false),
    ("linux-image-unsigned-aws", "linux-image-aws", [4], false),
    ("linux", "linux-image-amd64", [4], false), (nil, "kernel-lt", [4], false),
    ("kernel", nil, [4], false), (nil, nil, [4], false),
  ]

  @Test("says when the packages are of different kernels", arguments: packages)
  func differentKernels(
    _ old: String?, _ new: String?, _ shares: [Int], _ isRemarked: Bool
  ) throws {
    func text(_ count: Int, _ what: String) -> String {
      "* Mon May 12 2014 A <a@example.org> - 2\n"
        + (0..<4).map { number in
          let words = ["apples", "bridges", "candles", "doors"][number]
          return "- \(number < count ? "fs" : what): \(words) \(number < count ? "" : what)\n"
        }.joined() + "\n* Mon May 05 2014 A <a@example.org> - 1\n"
    }
    for shared in shares {
      let sides = try [(old, "mm"), (new, "nobody likes sound of")].map { name, what in
        let changelog = try ChangelogParser(source: "dump").parse(Array(text(shared, what).utf8))
        return PackageChangelog(
          changelog: Changelog(
            source: "dump", dialect: changelog.dialect, packageName: name,
            releases: changelog.releases), takenFor: "test")
      }
      let remarks = ChangelogDifference.between(sides[0], sides[1]).remarks
      let expected =
        isRemarked
        ? ChangelogDifference.Remark.differentPackages(
          old: old ?? "", new: new ?? "", shared: shared, smaller: 4) : nil
      #expect(
        remarks.first {
          if case .differentPackages = $0 { true } else { false }
        } == expected, "\(remarks)")
      // One of the two says that they are unrelated.
      #expect(
        remarks.contains { if case .littleShared = $0 { true } else { false } }
          == (shared == 0 && !isRemarked))
    }
  }

  @Test("distinguishes a trimmed tail from entries taken back")
  func trimmed() throws {
    let short =
      Self.update + String(Self.base.prefix { _ in true }.split(separator: "\n\n")[0]) + "\n"
    let result = try difference(Self.base, short)
    #expect(result.counts.added == 2)
    #expect(result.counts.removed == 2)
    #expect(result.remarks == [.newIsTrimmed(2)])
    let back = try difference(short, Self.update + Self.base)
    #expect(back.remarks == [.oldIsTrimmed(2)])
  }

  @Test("gives each side's name, version and size")
  func sides() throws {
    let result = try difference(Self.base, Self.update + Self.base)
    #expect(result.old.version == "3.10.0-2.el7")
    #expect(result.new.version == "3.10.0-3.el7")
    #expect(result.old.releaseCount == 2 && result.new.releaseCount == 3)
    #expect(result.old.entryCount == 4 && result.new.entryCount == 6)
  }
}
