import ChangeModel
import Testing

@testable import Assessment

/// Which CVEs of a list count.
@Suite("CVEs that count") struct JudgedCVETests {
  private static let carrier = GateSamples.id(10)
  private static let known = KnownCVE(id: "CVE-2020-1", culprits: [], fixes: [])

  private static func upgrade(
    _ cve: CVEStanding, _ standing: Relevance.Standing? = nil
  ) -> Upgrade {
    var relevances: [CommitID: Relevance] = [:]
    if let standing {
      relevances[carrier] = Relevance(
        standing, reason: .symbol("X", value: nil, makefile: "fs/Makefile"))
    }
    return GateSamples.upgrade(
      [GateSamples.change(10, "fs: change it", ["fs/a.c"])], relevances: relevances, cves: [cve]
    ) { terms in
      terms.failOn = [.criterion(Criterion(.openCVE)), .criterion(Criterion(.newCVE))]
    }
  }

  @Test("what the configuration does not build counts neither as open nor as closed")
  func leavesOutUnbuilt() {
    let rows: [(Relevance.Standing?, Bool?, Double)] = [
      (.notBuilt, false, 0), (.builtIn, true, 1), (.unknown, nil, 1), (nil, nil, 1),
    ]
    for (standing, isBuilt, count) in rows {
      let open = UpgradeAssessment(
        Self.upgrade(CVEStanding(open: Self.known, broughtBy: [Self.carrier]), standing))
      #expect(open.cves?.map(\.isBuilt) == [isBuilt])
      #expect(open.values[.openCVE] == count && open.values[.newCVE] == count)
      let closed = UpgradeAssessment(
        Self.upgrade(CVEStanding(closed: Self.known, by: Self.carrier), standing))
      #expect(closed.cves?.map(\.isBuilt) == [isBuilt])
      #expect(Double(closed.staying?.closed?.count ?? -1) == count)
    }
  }

  @Test("one that nobody can tell of leaves its gates unjudged")
  func gatesOnUnknown() {
    let named = KnownCVE(
      id: "CVE-2020-2", culprits: [AbbreviatedCommitID(GateSamples.id(77))], fixes: [])
    #expect(
      UpgradeAssessment(Self.upgrade(CVEStanding(unknown: Self.known))).unmeasured
        == [.openCVE, .newCVE])
    // What the clone does not have is not of this update.
    let assessment = UpgradeAssessment(Self.upgrade(CVEStanding(unknown: named)))
    #expect(assessment.unmeasured == [.openCVE])
    #expect(assessment.exitCode == 4)
  }
}
