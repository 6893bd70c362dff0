import Assessment
import Testing

@Suite("Criterion") struct CriterionTests {
  static let criteria: [(text: String, measure: Criterion.Measure?, threshold: Double)] = [
    ("missing-fix", .missingFix, 0), ("missing-fix>10", .missingFix, 10),
    ("unresolved>0.3", .unresolved, 0.3), ("risk>0.3", nil, 0), ("risk", nil, 0),
    ("unresolved>5%", .unresolved, 0.05), ("suspect>25%", .suspect, 0.25),
    ("open-cve", .openCVE, 0), ("new-cve", .newCVE, 0), ("missing-revert>2", .missingRevert, 2),
    ("suspect>", nil, 0), ("suspect>high", nil, 0), ("suspect>nan", nil, 0),
    ("suspect>1>2", nil, 0),
    ("hold", nil, 0), ("", nil, 0), ("suspect<1", nil, 0),
    ("watched", .watched, 0), ("watched>35", .watched, 35), ("stale>14", .stale, 14),
    ("suspect>25", nil, 0), ("unresolved>500%", nil, 0), ("suspect>1", nil, 0),
    ("stale>14%", nil, 0), ("missing-fix>10%", nil, 0),
  ]

  @Test("reads a measure and its threshold, or declines", arguments: criteria)
  func reads(_ example: (text: String, measure: Criterion.Measure?, threshold: Double)) {
    let criterion = Criterion(example.text)
    #expect(criterion?.measure == example.measure)
    #expect(criterion?.threshold ?? 0 == example.threshold)
    if let criterion { #expect(Criterion(criterion.description) == criterion) }
  }
}
