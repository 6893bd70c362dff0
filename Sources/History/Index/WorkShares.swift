import Synchronization

/// The places of a list of work, from which several threads take a share at a time.
final class WorkShares: Sendable {
  private let next = Atomic(0)
  private let count: Int
  private let size: Int

  init(of count: Int, size: Int) { (self.count, self.size) = (count, size) }

  /// `nil` when nothing is left.
  func take() -> Range<Int>? {
    let start = next.add(size, ordering: .relaxed).oldValue
    return start < count ? start..<min(start + size, count) : nil
  }
}
