internal import ChangeModel
package import Text

/// Lines of a feature's name and five numbers: what the average change measures, and the weights of the four sets in their order.
/// The line `intercept` has four numbers, in the same order. The line `scored` names the range of the calibration, and each line
/// `tenth` has the changes, the mean probability and the share that was repaired of one bin. `#` begins a comment.
extension RiskWeightSets {
  private static let interceptName = "intercept"
  private static let rangeName = "scored"
  private static let binName = "tenth"

  package init(parsing text: String) throws(NumberRow.Failure) {
    var rows: [String: [Double]] = [:]
    var range = ""
    var bins: [RiskCalibration.Bin] = []
    let known = Set(RiskFeature.allCases.map(\.name)).union([Self.interceptName])
    for row in NumberRow.rows(of: text) {
      let (name, numbers) = (row.name, row.numbers)
      if name == Self.rangeName, row.fields.count == 1 {
        range = String(row.fields[0])
        continue
      }
      if name == Self.binName, row.fields.count == 3, numbers.count == 3, numbers[0] >= 0,
        numbers[0] < 1e9
      {
        bins.append(.init(changes: Int(numbers[0]), stated: numbers[1], repaired: numbers[2]))
        continue
      }
      let expected = name == Self.interceptName ? 4 : 5
      guard known.contains(name) else { throw row.failure("\(name) is not a feature") }
      guard row.fields.count == expected, numbers.count == expected else {
        throw row.expected("a name and \(expected) numbers")
      }
      guard rows.updateValue(numbers, forKey: name) == nil else {
        throw row.failure("\(name) stands twice")
      }
    }
    func row(_ name: String) throws(NumberRow.Failure) -> [Double] {
      guard let row = rows[name] else {
        let count = text.count { $0 == "\n" } + 1
        throw NumberRow.Failure(line: count, reason: "\(name) is missing")
      }
      return row
    }
    let features = try RiskFeature.allCases.map { feature throws(NumberRow.Failure) in
      try row(feature.name)
    }
    let intercepts = try row(Self.interceptName)
    let sets = intercepts.indices.map { set in
      RiskWeights(
        values: features.map { $0[set + 1] }, means: features.map { $0[0] },
        intercept: intercepts[set])
    }
    self.init(
      repair: sets[0], repairWithoutDiffs: sets[1], laterRepair: sets[2],
      laterRepairWithoutDiffs: sets[3], calibration: RiskCalibration(range: range, bins: bins))
  }

  /// The file for these weights, which reads back as they are to four digits.
  package func text(heading: [String]) -> String {
    let sets = [repair, repairWithoutDiffs, laterRepair, laterRepairWithoutDiffs]
    func line(_ name: String, _ cells: [String]) -> String {
      name.padded(22) + cells.map { $0.padded(-13) }.joined()
    }
    let rows = RiskFeature.allCases.map { feature in
      let numbers = [repair.means[feature.rawValue]] + sets.map { $0.values[feature.rawValue] }
      return line(feature.name, numbers.map(\.fourDigits))
    }
    return
      (heading.map { $0.isEmpty ? "#" : "# \($0)" }
      + [line("# feature", ["mean", "repair", "no diffs", "later repair", "no diffs"])] + rows
      + [line(Self.interceptName, [""] + sets.map(\.intercept.fourDigits))]
      + ["\(Self.rangeName) \(calibration.range)"]
      + calibration.bins.map {
        line(Self.binName, ["\($0.changes)", $0.stated.fourDigits, $0.repaired.fourDigits])
      })
      .joined(separator: "\n") + "\n"
  }
}
