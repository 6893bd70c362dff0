import ChangeModel
import FoundationEssentials
internal import Git

extension HistoryIndex {
  /// Has threads read from the clone, each of which opens it for itself, and takes what they deliver, in no order.
  ///
  /// What is too little for two is read by this thread.
  ///
  /// - Parameters:
  ///   - shares: into how many the work is divided.
  ///   - read: works until nothing is left to take.
  ///   - meanwhile: done by this thread before it takes anything.
  func readInParallel<Batch: Sendable, Value>(
    shares: Int,
    _ read: @escaping @Sendable (Repository, (Batch) throws -> Void) throws -> Void,
    meanwhile: () throws -> Value = {},
    take: (Batch) throws -> Void
  ) throws(HistoryError) -> Value {
    try HistoryError.wrapping(repository.path) {
      let processors = ProcessInfo.processInfo.activeProcessorCount
      let threads = min(processors, shares, Self.mostThreads)
      guard threads > 1 else {
        let value = try meanwhile()
        try read(repository, take)
        return value
      }
      let batches = BatchQueue<Batch>(capacity: 16)
      defer { batches.close() }
      let path = repository.path
      for number in 0..<threads {
        do {
          try batches.startReader {
            try read(try Repository(opening: path)) { try batches.push($0) }
          }
        } catch is NoThread where number > 0 {
          break  // Those that run do all of the work.
        }
      }
      let value = try meanwhile()
      while let batch = try batches.next() { try take(batch) }
      return value
    }
  }

  private static let mostThreads = 8
}
