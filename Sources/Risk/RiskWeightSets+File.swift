internal import ChangeModel

/// Lines of a feature's name and five numbers: what the average change measures, and the weights of the four sets in their order.
/// The line `intercept` has four numbers, in the same order. The line `scored` names the range of the calibration, and each line
/// `tenth` has the changes, the mean probability and the share that was repaired of one bin. `#` begins a comment.
extension RiskWeightSets {
  /// A file of weights that cannot be used.
  package struct FileError: Error, Hashable, CustomStringConvertible {
    /// From 1.
    let line: Int
    let reason: String
    package var description: String { "weights.txt:\(line): \(reason)" }
  }

  private static let interceptName = "intercept"
  private static let rangeName = "scored"
  private static let binName = "tenth"

  package init(parsing text: String) throws(FileError) {
    var rows: [String: [Double]] = [:]
    var range = ""
    var bins: [RiskCalibration.Bin] = []
    let known = Set(RiskFeature.allCases.map(\.name)).union([Self.interceptName])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let fields = line.prefix { $0 != "#" }.split(separator: " ")
      guard let name = fields.first.map(String.init) else { continue }
      let numbers = fields.dropFirst().compactMap { Double($0) }.filter(\.isFinite)
      let expected = name == Self.interceptName ? 4 : 5
      func fail(_ reason: String) -> FileError { FileError(line: number + 1, reason: reason) }
      if name == Self.rangeName, fields.count == 2 {
        range = String(fields[1])
        continue
      }
      if name == Self.binName, fields.count == 4, numbers.count == 3, numbers[0] >= 0,
        numbers[0] < 1e9
      {
        bins.append(.init(changes: Int(numbers[0]), stated: numbers[1], repaired: numbers[2]))
        continue
      }
      guard known.contains(name) else { throw fail("\(name) is no feature") }
      guard fields.count == expected + 1, numbers.count == expected else {
        throw fail("expected a name and \(expected) numbers, found \"\(line)\"")
      }
      guard rows.updateValue(numbers, forKey: name) == nil else {
        throw fail("\(name) stands twice")
      }
    }
    func row(_ name: String) throws(FileError) -> [Double] {
      guard let row = rows[name] else {
        throw FileError(line: lines.count, reason: "\(name) is missing")
      }
      return row
    }
    let features = try RiskFeature.allCases.map { feature throws(FileError) in
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

extension Double {
  fileprivate var fourDigits: String { "\((self * 10_000).rounded() / 10_000)" }
}

extension String {
  /// To so many characters, on the left of the text if negative.
  fileprivate func padded(_ width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - count))
    return width < 0 ? blanks + self : self + blanks
  }
}
