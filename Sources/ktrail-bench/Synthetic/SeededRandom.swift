import Foundation
import ToolSupport

/// Numbers of many streams from one seed.
struct SeededRandom: RandomNumberGenerator {
  private var numbers: SplitMix64

  init(_ seed: UInt64, stream: Int = 0) {
    numbers = SplitMix64(seed: seed &+ UInt64(bitPattern: Int64(stream)) &* 0xD134_2543_DE82_EF95)
    _ = next()
  }

  mutating func next() -> UInt64 { numbers.next() }

  /// At least 0, less than 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func below(_ count: Int) -> Int {
    Int(((next() >> 32) &* UInt64(count)) >> 32)
  }

  mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

  /// Logarithms spread evenly: as many below the geometric mean as above.
  mutating func logUniform(_ range: ClosedRange<Int>) -> Int {
    let low = log(Double(range.lowerBound))
    let high = log(Double(range.upperBound) + 1)
    return min(Int(exp(low + fraction() * (high - low))), range.upperBound)
  }

  /// A rank from 0, the first one the most frequent, as words and people are (Zipf, exponent 1).
  mutating func zipf(_ count: Int) -> Int { logUniform(1...count) - 1 }

  mutating func exponential(mean: Double) -> Double { -log(1 - fraction()) * mean }

  /// Around `median`, with a long tail of large values.
  mutating func logNormal(median: Double, spread: Double) -> Double {
    let normal = sqrt(-2 * log(1 - fraction())) * cos(2 * .pi * fraction())
    return median * exp(spread * normal)
  }
}
