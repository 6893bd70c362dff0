import Foundation

/// The seconds of a processor that this thread spends on some work, however busy the machine is meanwhile.
public func processorSeconds(of work: () throws -> Void) rethrows -> Double {
  let start = threadSeconds
  try work()
  return threadSeconds - start
}

private var threadSeconds: Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
