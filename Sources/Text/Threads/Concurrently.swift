import Dispatch
import FoundationEssentials
import Synchronization

/// Two pieces of work that do not depend on each other, each done by a thread of its own.
package func concurrently<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  let found = Mutex<(First?, Second?)>((nil, nil))
  DispatchQueue.concurrentPerform(iterations: 2) { piece in
    if piece == 0 {
      let value = first()
      found.withLock { $0.0 = value }
    } else {
      let value = second()
      found.withLock { $0.1 = value }
    }
  }
  return found.withLock { ($0.0!, $0.1!) }
}

extension Range<Int> {
  /// Runs of neighbours, one for each processor, or fewer if they would be shorter than `shortest`.
  package func runs(noShorterThan shortest: Int) -> [Range<Int>] {
    let processors = Swift.min(ProcessInfo.processInfo.activeProcessorCount, 8)
    let runs = Swift.max(1, Swift.min(processors, count / Swift.max(1, shortest)))
    return (0..<runs).map { run in
      lowerBound + count * run / runs..<lowerBound + count * (run + 1) / runs
    }
  }
}

extension Array where Element: Sendable {
  /// ``map``, each element on a thread of its own.
  package func concurrentMap<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    guard count > 1 else { return map(transform) }
    let found = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { place in
      let value = transform(self[place])
      found.withLock { $0[place] = value }
    }
    return found.withLock { $0.map { $0! } }
  }
}
