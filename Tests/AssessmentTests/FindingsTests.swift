import Assessment
import ChangeModel
import Testing

@Suite("Findings") struct FindingsTests {
  static func id(_ number: Int) -> CommitID {
    let digits = String(number, radix: 16)
    return CommitID(String(repeating: "0", count: 40 - digits.count) + digits)!
  }

  static func side(
    _ version: String, _ dialect: ChangelogDialect = .plain
  ) -> ChangelogDifference.Side {
    ChangelogDifference.Side(
      Changelog(
        source: version, dialect: dialect, packageName: "kernel",
        releases: [
          ChangelogRelease(
            heading: version, date: nil, packager: nil, version: version,
            position: SourcePosition(file: version, line: 1), entries: [])
        ]), takenFor: "rpm")
  }

  static func clone(isShallow: Bool = false) -> CloneSummary {
    CloneSummary(
      path: "linux", newestCommit: nil, newestTime: 0, commitCount: 1, isShallow: isShallow,
      hasFileContents: true)
  }

  private static func upgrade(
    _ order: KernelOrder?, isShallow: Bool = false, isDowngrade: Bool = false,
    old: Int? = nil, new: Int? = nil, hasClone: Bool = true
  ) -> Upgrade {
    var terms = Upgrade.Terms()
    terms.isDowngrade = isDowngrade
    return Upgrade(
      .packages(
        ChangelogDifference(
          old: side("1"), new: side("2"), releasesAdded: [], added: [], removed: [], reworded: [],
          unchangedCount: 0)), order: order, oldCommit: old.map(id), newCommit: new.map(id),
      clone: hasClone ? clone(isShallow: isShallow) : nil, terms: terms)
  }

  struct Order: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let upgrade: Upgrade
    let notice: OrderNotice?
    let remedy: Remedy?
    /// Nothing is asked for where the question is the wrong way round.
    let isOnlyGap: Bool

    init(
      _ name: String, _ upgrade: Upgrade, _ notice: OrderNotice?, _ remedy: Remedy? = nil,
      isOnlyGap: Bool = true
    ) {
      (testDescription, self.upgrade, self.notice) = (name, upgrade, notice)
      (self.remedy, self.isOnlyGap) = (remedy, isOnlyGap)
    }
  }

  static let orders = [
    Order("NEW comes after OLD", upgrade(.forward), nil, isOnlyGap: false),
    Order("nothing says which is the newer", upgrade(nil), nil, isOnlyGap: false),
    Order("one kernel twice", upgrade(.same), .same),
    Order(
      "older by the packages", upgrade(.backward), .backward(isOfCommits: false), .otherWayRound),
    Order(
      "two packages of one release", upgrade(.backward, old: 1, new: 1),
      .backward(isOfCommits: false), .otherWayRound),
    Order(
      "older by the commits", upgrade(.backward, old: 2, new: 1), .backward(isOfCommits: true),
      .otherWayRound),
    Order(
      "a downgrade", upgrade(.backward, isDowngrade: true, old: 2, new: 1), .downgrade,
      isOnlyGap: false),
    Order(
      "each has its own", upgrade(.diverged(from: id(1), release: "v4.4")),
      .diverged(from: id(1), release: "v4.4"), isOnlyGap: false),
    Order(
      "a cut between them", upgrade(.diverged(from: id(1), release: nil), isShallow: true), .cutOff,
      .fullHistory),
    Order("nothing in common", upgrade(.unrelated), .unrelated),
    Order(
      "nothing in common before a cut", upgrade(.unrelated, isShallow: true), .cutOff, .fullHistory),
  ]

  @Test("knows how OLD and NEW stand, and what makes the question answerable", arguments: orders)
  func ordersKernels(_ order: Order) {
    let findings = Findings(order.upgrade)
    #expect(findings.orderNotice == order.notice)
    #expect(findings.orderNotice?.remedy == order.remedy)
    #expect((findings.gaps.map(\.need) == [.order]) == order.isOnlyGap)
  }

  @Test("says what would bring what is missing, and for which measures")
  func findsRemedies() {
    let bare = Findings(Self.upgrade(.forward, hasClone: false)).gaps
    #expect(bare.map(\.lack) == [.additions, .clone, .cveData, .symptom, .configuration])
    #expect(bare.map(\.remedy) == [nil, .clone, .cveData, .symptom, .configuration])
    let shallow = Findings(Self.upgrade(.forward, isShallow: true)).gaps
    let ends = shallow.first { $0.need == .ends }
    #expect(ends?.lack == .ends(old: true, new: true))
    #expect(ends?.remedy == .fetch(isShallow: true))
    #expect(ends?.measures == [.newCVE, .openCVE])
    let later = shallow.first { $0.need == .later }
    #expect(later?.lack == .later(isBounded: false, hasNew: false))
  }
}
