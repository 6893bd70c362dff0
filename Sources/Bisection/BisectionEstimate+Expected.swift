public import ChangeModel

extension BisectionEstimate {
  /// Part of the steering weight that is spread evenly, so that a wrong ranking costs a few tests
  /// and not one a candidate.
  private static let evenPart = 0.05

  /// The tests to expect when each one splits the remaining probability as evenly as it can.
  ///
  /// The candidates stand in a line, oldest first, and one of them is the first bad commit. A test
  /// of the kernel at candidate *i* says whether it is among `lo...i` or `i+1..<hi`. Such a
  /// strategy is a binary tree over the line with the candidates as leaves, and the expected number
  /// of tests is the mean depth of a leaf under `probabilities`, which is the sum over inner nodes
  /// of the probability under each node. The tree is built by weight balancing (split where the two
  /// sides differ least), which Mehlhorn ("A best possible bound for the weighted path length of
  /// binary search trees", 1977) shows to cost at most the entropy plus 2. To steer, `0.95 p + 0.05
  /// / n` stands for `p`.
  ///
  /// - Parameter probabilities: Of each candidate, oldest first. What is negative or not finite
  ///   counts as 0; the sum need not be 1. All zero means all equal.
  /// - Returns: For one candidate or none, 0 tests.
  /// - Complexity: O(*n* log *n*), without recursion.
  public static func expected(probabilities: [Double]) -> BisectionEstimate {
    let count = probabilities.count
    guard count > 1 else { return BisectionEstimate(weighted: 0, plain: 0) }
    let plain = Int.bitWidth - (count - 1).leadingZeroBitCount

    let even = 1 / Double(count)
    let largest = probabilities.reduce(0) { $1.isFinite ? max($0, $1) : $0 }
    // Divided by the largest first, so that no sum overflows.
    let clean = probabilities.map { $0.isFinite && $0 > 0 ? $0 / largest : 0 }
    let total = clean.reduce(0, +)
    var mass = [0.0]  // of the candidates before each
    var weight = [0.0]  // of their steering weights
    mass.reserveCapacity(count + 1)
    weight.reserveCapacity(count + 1)
    for value in clean {
      let probability = total > 0 ? value / total : even
      mass.append((mass.last ?? 0) + probability)
      weight.append((weight.last ?? 0) + (1 - evenPart) * probability + evenPart * even)
    }

    var expected = 0.0
    var pending = [0..<count]
    while let range = pending.popLast() {
      guard range.count > 1 else { continue }
      expected += mass[range.upperBound] - mass[range.lowerBound]
      let split = split(range, weight)
      pending.append(range.lowerBound..<split)
      pending.append(split..<range.upperBound)
    }
    return BisectionEstimate(weighted: expected, plain: plain)
  }

  /// The bound inside `range` at which the weights before and after differ least.
  private static func split(_ range: Range<Int>, _ weight: [Double]) -> Int {
    let half = (weight[range.lowerBound] + weight[range.upperBound]) / 2
    var (low, high) = (range.lowerBound + 1, range.upperBound - 1)
    while low < high {
      let middle = (low + high) / 2
      if weight[middle] < half { low = middle + 1 } else { high = middle }
    }
    let isEarlierNearer =
      low - 1 > range.lowerBound && abs(weight[low - 1] - half) <= abs(weight[low] - half)
    return isEarlierNearer ? low - 1 : low
  }
}
