import Foundation
import Text

/// Whether stated probabilities hold: of the answers given with 0.9, nine in ten should be right.
struct Reliability {
  private static let bounds = [0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]
  private var answers: [(probability: Double, isRight: Bool)] = []

  mutating func add(_ probability: Double, isRight: Bool) { answers.append((probability, isRight)) }

  static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.answers += right.answers
    return sum
  }

  static func printHeading() {
    let bins = bounds.map { String(format: " %4.2f–        ", $0) }.joined()
    Swift.print("reliability: mean of the stated probabilities, share right, number of answers")
    Swift.print("set         ", bins)
  }

  func print(named name: String) {
    guard !answers.isEmpty else { return }
    var line = name.padded(12)
    for (number, low) in Self.bounds.enumerated() {
      let high = number + 1 < Self.bounds.count ? Self.bounds[number + 1] : .infinity
      let bin = answers.filter { (low..<high).contains($0.probability) }
      guard !bin.isEmpty else {
        line += "        -       "
        continue
      }
      let mean = bin.reduce(0) { $0 + $1.probability } / Double(bin.count)
      let right = Double(bin.count { $0.isRight }) / Double(bin.count)
      line += String(format: " %4.2f %5.3f %4d", mean, right, bin.count)
    }
    Swift.print(line)
  }
}
