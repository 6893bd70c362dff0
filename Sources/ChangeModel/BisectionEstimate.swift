/// How many kernels must be tested to find the first bad commit.
public struct BisectionEstimate: Hashable, Sendable {
  /// Expected tests when the ranking steers the choice.
  public let weighted: Double
  /// Tests that halving the range takes: ceil(log2 candidates).
  public let plain: Int
  public init(weighted: Double, plain: Int) { (self.weighted, self.plain) = (weighted, plain) }
}
