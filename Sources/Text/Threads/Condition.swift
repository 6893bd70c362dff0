/// A lock that threads can wait with until another has changed what it guards: `pthread_cond_wait(3)`.
package final class Condition: Sendable {
  nonisolated(unsafe) private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(
    capacity: 1)
  nonisolated(unsafe) private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(
    capacity: 1)

  package init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  package func withLock<Value>(_ body: () throws -> Value) rethrows -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Lets others have the lock until one of them calls ``broadcast()``, or for no reason at all; to be called with the lock.
  package func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes all that wait.
  package func broadcast() { pthread_cond_broadcast(condition) }
}
