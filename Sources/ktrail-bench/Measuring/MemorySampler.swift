import Foundation
import Synchronization

/// Watches how much memory of its own a process has, as `RssAnon` in proc_pid_status(5) gives it.
final class MemorySampler: Sendable {
  private let process: pid_t
  private let peak = Atomic(0)
  private let isFinished = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)

  init(process: pid_t) {
    self.process = process
    Thread.detachNewThread { [self] in
      while !isFinished.load(ordering: .acquiring) {
        peak.store(max(peak.load(ordering: .relaxed), current()), ordering: .relaxed)
        usleep(20_000)
      }
      ended.signal()
    }
  }

  /// The most that was seen, in bytes.
  func finish() -> Int {
    isFinished.store(true, ordering: .releasing)
    ended.wait()
    return peak.load(ordering: .relaxed)
  }

  /// `RssAnon:     12345 kB`; 0 when the process is gone.
  private func current() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
      let size = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return size * 1024
  }
}
