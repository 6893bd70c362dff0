import ChangeModel
import Testing

@testable import Assessment

/// What is lost by not upgrading.
@Suite("Staying on OLD") struct StayingTests {
  private static func full(_ number: Int) -> CommitID {
    CommitID("\(number)" + String(repeating: "a", count: 40 - "\(number)".count))!
  }

  private static func change(
    _ number: Int, _ subject: String = "net: fix", body: String = "", fixes: [CommitID] = [],
    upstream: [CommitID] = [], cves: [String] = []
  ) -> EnrichedChange {
    EnrichedChange(
      commit: Commit(
        id: full(number), parents: [], author: Person(name: "A", email: nil), authorTime: 0,
        commitTime: Int64(number), subject: subject, body: body),
      upstream: upstream.map { UpstreamCommit(id: AbbreviatedCommitID($0)) },
      fixes: fixes.map {
        CommitReference(
          kind: .fixes, id: AbbreviatedCommitID(String("\($0)".prefix(12)))!, quotedSubject: nil)
      }, cves: cves)
  }

  private static func staying(
    _ changes: [EnrichedChange], order: KernelOrder = .forward, cves: [CVEStanding]? = nil
  ) -> Staying? {
    let range = RevisionRange(
      old: .init(name: "v1", commit: full(998), release: nil),
      new: .init(name: "v2", commit: full(999), release: nil), order: order, steps: [])
    return UpgradeAssessment(
      Upgrade(
        .range(range), order: order, oldCommit: full(998), newCommit: full(999), changes: changes,
        cveStandings: cves)
    ).staying
  }

  @Test("counts the fixes of what OLD has, not those of what the update brings itself")
  func countsFixes() throws {
    let staying = try #require(
      Self.staying([
        Self.change(101, fixes: [Self.full(500)]),
        Self.change(102, fixes: [Self.full(103)]),
        Self.change(103, upstream: [Self.full(600)]),
        Self.change(104, fixes: [Self.full(600)]),
        Self.change(105),
        Self.change(
          106, "Revert \"x\"", body: "This reverts commit \(Self.full(501)).",
          fixes: [Self.full(501)]),
        Self.change(107, "Revert \"y\"", body: "This reverts commit \(Self.full(103))."),
        Self.change(108, cves: ["CVE-2019-10000", "CVE-2019-9999"]),
      ]))
    #expect(staying.fixes.map(\.commit.id) == [Self.full(101)])
    #expect(staying.reverts.map(\.commit.id) == [Self.full(106)])
    #expect(staying.named == ["CVE-2019-9999", "CVE-2019-10000"])
    #expect(staying.namedAlone == staying.named)
    #expect(staying.closed == nil)
    #expect(staying.openInBoth == nil)
  }

  @Test("tells CVEs that NEW closes from those that stay open either way")
  func tellsCVEs() throws {
    func cve(_ id: String, _ score: Double?) -> KnownCVE {
      KnownCVE(id: id, culprits: [], fixes: [], score: score)
    }
    let staying = try #require(
      Self.staying(
        [
          Self.change(101, cves: ["CVE-2018-1111", "CVE-2018-3333", "CVE-2018-9999"])
        ],
        cves: [
          CVEStanding(closed: cve("CVE-2018-1111", 5), by: Self.full(101)),
          CVEStanding(closed: cve("CVE-2018-2222", 9.8), by: Self.full(101)),
          CVEStanding(open: cve("CVE-2018-3333", nil)),
          CVEStanding(open: cve("CVE-2018-4444", 7), broughtBy: [Self.full(101)]),
        ]))
    #expect(staying.closed?.map(\.standing.id) == ["CVE-2018-2222", "CVE-2018-1111"])
    #expect(staying.openInBoth?.map(\.standing.id) == ["CVE-2018-3333"])
    #expect(staying.namedAlone == ["CVE-2018-9999"])
  }

  @Test("says nothing where there is nothing to stay away from")
  func needsUpgrade() {
    #expect(Self.staying([]) == nil)
    #expect(Self.staying([Self.change(101)], order: .backward) == nil)
    #expect(Self.staying([Self.change(101)], order: .same) == nil)
  }
}
