import Text

/// Hands what reading threads found to the thread that writes it, a few batches at a time.
///
/// Either side waits for the other. The first error of a reader reaches the writer; a writer that gives up closes the
/// queue, and the readers end.
final class BatchQueue<Batch: Sendable>: @unchecked Sendable {
  // Everything below is used with `condition` locked, hence "unchecked".
  private let condition = Condition()
  private let capacity: Int
  private var batches: [Batch] = []
  private var readers = 0
  private var failure: (any Error)?
  private var isClosed = false

  init(capacity: Int) { self.capacity = capacity }

  /// Starts a thread that reads; the queue ends when the last of them has.
  ///
  /// - Throws: ``NoThread`` if the system has none to give.
  func startReader(_ read: @escaping @Sendable () throws -> Void) throws {
    condition.withLock { readers += 1 }
    let status = startThread {
      let result = Result { try read() }
      self.condition.withLock {
        if case .failure(let error) = result, self.failure == nil { self.failure = error }
        self.readers -= 1
        self.condition.broadcast()
      }
    }
    guard status == 0 else {
      condition.withLock {
        readers -= 1
        condition.broadcast()
      }
      throw NoThread(code: status)
    }
  }

  /// Waits for room; throws `CancellationError` when nobody wants the batch any more.
  func push(_ batch: Batch) throws {
    try condition.withLock {
      while batches.count >= capacity, !isClosed { condition.wait() }
      if isClosed { throw CancellationError() }
      batches.append(batch)
      condition.broadcast()
    }
  }

  /// The next batch; `nil` when all readers have ended. Throws what ended one of them.
  func next() throws -> Batch? {
    try condition.withLock {
      while batches.isEmpty, readers > 0, failure == nil { condition.wait() }
      if let failure { throw failure }
      guard !batches.isEmpty else { return nil }
      condition.broadcast()
      return batches.removeFirst()
    }
  }

  /// Ends the readers, and waits for them.
  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
      while readers > 0 { condition.wait() }
    }
  }
}

/// Why no thread could be started: an errno(3).
struct NoThread: Error {
  let code: Int32
  var reason: String { "\(SystemError(code: code))" }
}

/// Foundation's threads do not say when they could not be started.
private func startThread(_ work: @escaping @Sendable () -> Void) -> Int32 {
  final class Work {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  let context = Unmanaged.passRetained(Work(work))
  #if canImport(Darwin)
    var thread: pthread_t!
  #else
    var thread: pthread_t = 0
  #endif
  let status = pthread_create(
    &thread, nil,
    { context in
      #if canImport(Darwin)
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
      #else
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
      #endif
      return nil
    }, context.toOpaque())
  if status == 0 { pthread_detach(thread) } else { context.release() }
  return status
}
