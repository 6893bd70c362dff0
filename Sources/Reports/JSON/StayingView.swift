internal import Assessment
internal import ChangeModel

/// What OLD keeps that NEW mends.
struct StayingView: Codable {
  let closedCVEs, openInBoth: [String]?
  let namedCVEs: [String]
  let fixes, reverts: [CommitID]

  init(_ staying: Staying) {
    closedCVEs = staying.closed?.map(\.standing.id)
    openInBoth = staying.openInBoth?.map(\.standing.id)
    namedCVEs = staying.named
    (fixes, reverts) = (staying.fixes.map(\.commit.id), staying.reverts.map(\.commit.id))
  }
}

/// What the user wants said.
struct FieldView: Codable {
  let key, value: String

  init(_ field: ReportField) { (key, value) = (field.key, field.value) }
}
