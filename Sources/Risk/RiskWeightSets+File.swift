internal import ChangeModel
package import Text

/// Lines of a feature's name and three numbers: what the average change measures, and the weights with diffs and without. The line
/// `intercept` has two numbers, in the same order; so have the lines `bound`, of which there are three, the lowest first. Each line
/// `branch` has the name of a left-out branch, its range, its changes, those that were repaired later, and how many of these were in
/// the first tenth of the order and of that by changed lines. `#` begins a comment.
extension RiskWeightSets {
  private static let interceptName = "intercept"
  private static let boundName = "bound"
  private static let branchName = "branch"
  private static let boundCount = ChangeRisk.Weight.allCases.count - 1

  package init(parsing text: String) throws(NumberRow.Failure) {
    var rows: [String: [Double]] = [:]
    var bounds: [[Double]] = []
    var branches: [RiskStudy.Branch] = []
    let known = Set(RiskFeature.allCases.map(\.name)).union([Self.interceptName])
    for row in NumberRow.rows(of: text) {
      let (name, numbers) = (row.name, row.numbers)
      switch name {
      case Self.boundName:
        guard row.fields.count == 2, numbers.count == 2 else {
          throw row.expected("a name and 2 numbers")
        }
        bounds.append(numbers)
      case Self.branchName:
        branches.append(try Self.branch(row))
      default:
        let expected = name == Self.interceptName ? 2 : 3
        guard known.contains(name) else { throw row.failure("\(name) is not a feature") }
        guard row.fields.count == expected, numbers.count == expected else {
          throw row.expected("a name and \(expected) numbers")
        }
        guard rows.updateValue(numbers, forKey: name) == nil else {
          throw row.failure("\(name) stands twice")
        }
      }
    }
    let end = text.count { $0 == "\n" } + 1
    func row(_ name: String) throws(NumberRow.Failure) -> [Double] {
      guard let row = rows[name] else {
        throw NumberRow.Failure(line: end, reason: "\(name) is missing")
      }
      return row
    }
    let features = try RiskFeature.allCases.map { feature throws(NumberRow.Failure) in
      try row(feature.name)
    }
    let intercepts = try row(Self.interceptName)
    guard bounds.count == Self.boundCount else {
      throw NumberRow.Failure(
        line: end, reason: "expected \(Self.boundCount) lines \(Self.boundName)")
    }
    let sets = intercepts.indices.map { set in
      RiskWeights(
        values: features.map { $0[set + 1] }, means: features.map { $0[0] },
        intercept: intercepts[set], bounds: bounds.map { $0[set] })
    }
    self.init(withDiffs: sets[0], withoutDiffs: sets[1], study: RiskStudy(branches: branches))
  }

  private static func branch(_ row: NumberRow) throws(NumberRow.Failure) -> RiskStudy.Branch {
    let counts = row.fields.dropFirst(2).compactMap { Int($0) }
    guard row.fields.count == 6, counts.count == 4, counts.allSatisfy({ $0 >= 0 }) else {
      throw row.expected("a name, a range and 4 counts")
    }
    return RiskStudy.Branch(
      name: String(row.fields[0]), range: String(row.fields[1]), changes: counts[0],
      repaired: counts[1], inFirstTenth: counts[2], inFirstTenthByLines: counts[3])
  }

  /// The file for these weights, which reads back as they are to four digits.
  package func text(heading: [String]) -> String {
    let sets = [withDiffs, withoutDiffs]
    func line(_ name: String, _ cells: [String]) -> String {
      name.padded(22) + cells.map { $0.padded(-13) }.joined()
    }
    let rows = RiskFeature.allCases.map { feature in
      let numbers = [withDiffs.means[feature.rawValue]] + sets.map { $0.values[feature.rawValue] }
      return line(feature.name, numbers.map(\.fourDigits))
    }
    return
      (heading.map { $0.isEmpty ? "#" : "# \($0)" }
      + [line("# feature", ["mean", "with diffs", "no diffs"])] + rows
      + [line(Self.interceptName, [""] + sets.map(\.intercept.fourDigits))]
      + (0..<Self.boundCount).map { place in
        line(Self.boundName, [""] + sets.map { $0.bounds[place].fourDigits })
      }
      + study.branches.map { branch in
        ([Self.branchName, branch.name, branch.range]
          + [branch.changes, branch.repaired, branch.inFirstTenth, branch.inFirstTenthByLines]
          .map(String.init)).joined(separator: " ")
      })
      .joined(separator: "\n") + "\n"
  }
}
