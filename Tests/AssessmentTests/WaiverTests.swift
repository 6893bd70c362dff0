import Assessment
import ChangeModel
import Testing

@Suite("Waivers") struct WaiverTests {
  private static let upstream = GateSamples.id(0xabc_0010)
  private static let change = GateSamples.change(
    10, "ovl: do it", upstream: upstream,
    followUps: [GateSamples.fix(20, of: GateSamples.commit(10, "ovl: do it"), mainline: 21)])
  private static let standing = CVEStanding(
    open: KnownCVE(
      id: "CVE-2019-1234", culprits: [], fixes: [AbbreviatedCommitID(GateSamples.id(21))]),
    broughtBy: [GateSamples.id(10)])

  private static func assessment(
    _ waivers: [Waiver], cves: [CVEStanding]? = [standing],
    originals: [CommitID: [AbbreviatedCommitID]] = [:], changes: [EnrichedChange] = [change]
  ) -> UpgradeAssessment {
    UpgradeAssessment(
      GateSamples.upgrade(changes, cves: cves, originals: originals) { $0.waivers = waivers })
  }

  struct Name: CustomTestStringConvertible, Sendable {
    let testDescription, id: String
    let waivesFix, waivesCVE: Bool
  }

  static let names = [
    Name(
      testDescription: "the fix", id: "\(GateSamples.id(20))", waivesFix: true, waivesCVE: false),
    Name(
      testDescription: "the fix in mainline", id: "\(GateSamples.id(21))", waivesFix: true,
      waivesCVE: true),
    Name(
      testDescription: "the change", id: "\(GateSamples.id(10))", waivesFix: true, waivesCVE: false),
    Name(
      testDescription: "the change in mainline", id: "\(upstream)", waivesFix: true,
      waivesCVE: false),
    Name(
      testDescription: "upper case", id: "\(upstream)".uppercased(), waivesFix: true,
      waivesCVE: false),
    Name(
      testDescription: "the CVE that the fix closes", id: "cve-2019-1234", waivesFix: true,
      waivesCVE: true),
    Name(
      testDescription: "what the message of the fix names", id: "0123456789ab", waivesFix: true,
      waivesCVE: false),
    Name(
      testDescription: "another commit", id: "\(GateSamples.id(77))", waivesFix: false,
      waivesCVE: false),
    Name(testDescription: "another CVE", id: "CVE-2019-4321", waivesFix: false, waivesCVE: false),
    Name(testDescription: "six digits", id: "012345", waivesFix: false, waivesCVE: false),
  ]

  @Test("name a finding by any commit of it, or its CVE", arguments: names)
  func covers(_ name: Name) {
    let found = Self.assessment(
      [GateSamples.waiver(name.id)],
      originals: [
        GateSamples.id(20): [AbbreviatedCommitID("0123456789abcdef0123456789abcdef01234567")!]
      ])
    #expect((found.findings.knownBad.first?.waiver != nil) == name.waivesFix)
    #expect((found.cves?.first?.waiver != nil) == name.waivesCVE)
    #expect(found.findings.idleWaivers.isEmpty == (name.waivesFix || name.waivesCVE))
  }

  private static func why(_ assessment: UpgradeAssessment) -> [Waiver.Idleness] {
    assessment.findings.idleWaivers.map(\.why)
  }

  @Test("that change nothing are told, with the reason")
  func tellsIdle() {
    let fix = "\(GateSamples.id(20))"
    #expect(Self.why(Self.assessment([GateSamples.waiver(fix)])) == [])
    #expect(Self.why(Self.assessment([GateSamples.waiver(fix, until: "2020-01-31")])) == [.expired])
    #expect(Self.why(Self.assessment([GateSamples.waiver(fix, until: "2020-02-01")])) == [])
    #expect(Self.why(Self.assessment([GateSamples.waiver("CVE-2019-4321")])) == [.unmatched])
    #expect(
      Self.why(Self.assessment([GateSamples.waiver("CVE-2019-4321")], cves: nil)) == [
        .withoutCVEData
      ])
    #expect(
      Self.why(Self.assessment([GateSamples.waiver(fix), GateSamples.waiver(fix.uppercased())]))
        == [.repeated])
    #expect(
      Self.why(
        Self.assessment([GateSamples.waiver("CVE-2019-1234"), GateSamples.waiver("cve-2019-1234")]))
        == [.repeated])
    let original = "0123456789abcdef0123456789abcdef01234567"
    for ids in [[original, "0123456789"], ["0123456789", original]] {
      let twice = Self.assessment(
        ids.map { GateSamples.waiver($0) },
        originals: [GateSamples.id(20): [AbbreviatedCommitID(original)!]])
      #expect(Self.why(twice) == [.repeated])
      #expect(twice.findings.idleWaivers.first?.waiver.id == ids[1])
    }
    // An expired one does not stand before one that holds.
    let renewed = Self.assessment([
      GateSamples.waiver(fix, until: "2020-01-31"), GateSamples.waiver(fix),
    ])
    #expect(Self.why(renewed) == [.expired])
    #expect(renewed.findings.knownBad.first?.waiver?.expiry == "2020-12-31")
  }

  @Test("by digits that fit several findings' commits waive none of them")
  func ambiguous() {
    let other = GateSamples.change(
      11, "ovl: more", followUps: [GateSamples.fix(22, of: GateSamples.commit(11, "ovl: more"))])
    // All ids of the samples begin with zeros.
    let found = Self.assessment(
      [GateSamples.waiver("00000000")], changes: [Self.change, other])
    #expect(Self.why(found) == [.ambiguous])
    #expect(found.findings.knownBad.allSatisfy { $0.waiver == nil })
  }
}
