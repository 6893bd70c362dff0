internal import ChangeModel

extension RiskStudy {
  /// How much the order says beyond changed lines; `nil` of a study of nothing.
  var sentence: String? {
    guard !branches.isEmpty else { return nil }
    let sum = { (count: KeyPath<Branch, Int>) in branches.reduce(0) { $0 + $1[keyPath: count] } }
    return """
      How far that goes: on \(branches.map(\.name).listed), each by an order that was fitted to the others, the first \
      tenth of the changes had \(sum(\.inFirstTenth).grouped) of the \(sum(\.repaired).grouped) that a later release \
      repaired; ordered by changed lines alone, it had \(sum(\.inFirstTenthByLines).grouped). Neither is enough for a \
      probability, and the verdict does not rest on it.
      """
  }
}

extension RepairRecord {
  /// What the branch's own releases showed.
  var sentence: String {
    """
    How often changes of this branch are repaired: of \(changes.of("backport")) in \(releases), one of the \(within.grouped) \
    releases after their own repaired or reverted \(repaired.grouped), \(share).
    """
  }

  private var releases: String {
    first == last ? first.releaseName : "\(first.releaseName) to \(last.releaseName)"
  }

  /// `about 2 in 100`
  private var share: String {
    let hundredths = Int((100 * Double(repaired) / Double(max(1, changes))).rounded())
    return hundredths == 0 ? "fewer than 1 in 100" : "about \(hundredths) in 100"
  }
}

extension ChangeRisk.Weight {
  var name: String {
    switch self {
    case .minor: "minor"
    case .ordinary: "ordinary"
    case .considerable: "considerable"
    case .major: "major"
    }
  }
}

extension [String] {
  /// `4.4.y, 4.14.y and 5.10.y`
  fileprivate var listed: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
