import Foundation
import Synchronization

/// The signals that end the program: what they must not leave behind.
///
/// A handler may do nearly nothing, so it passes the signal on to a thread that waits for it. There what is unfinished
/// is removed by ordinary code, and the exit is still by the signal, as shells and service managers expect.
enum EndingSignals {
  private static let all = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
  private static let unfinished = Mutex<Set<String>>([])
  /// Where a handler writes what came. Set before there is a handler.
  nonisolated(unsafe) private static var pipeEnd: Int32 = -1

  private struct Arrival {
    var number: Int32 = 0
    /// Who sent it: a process, if not above 0.
    var code: Int32 = 0
  }

  static func watch() {
    // A write that fails says so by its result. Children get the default back.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    pipeEnd = ends[1]
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { end in EndingSignals.wait(Int32(Int(bitPattern: end))) },
      UnsafeMutableRawPointer(bitPattern: Int(ends[0])))
    // Where no thread can be had, the signals do what they always did.
    guard failure == 0 else { return }
    for number in all {
      var action = sigaction()
      sigaction(number, nil, &action)
      // nohup(1), and a shell that puts a job in the background, have some ignored.
      guard unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 0 else {
        continue
      }
      action.sa_flags = SA_SIGINFO | SA_RESTART
      action.__sigaction_handler.sa_sigaction = { number, information, _ in
        let reason = errno
        var arrival = Arrival(number: number, code: information?.pointee.si_code ?? 0)
        _ = Foundation.write(EndingSignals.pipeEnd, &arrival, MemoryLayout<Arrival>.size)
        errno = reason
      }
      sigaction(number, &action, nil)
    }
  }

  private static func wait(_ pipeEnd: Int32) -> Never {
    var arrival = Arrival()
    while read(pipeEnd, &arrival, MemoryLayout<Arrival>.size) != MemoryLayout<Arrival>.size {}
    // The lock is kept to the end: nobody finishes a file that was just removed, or takes a child that was ended from
    // here for one that failed.
    unfinished.withLock { paths -> Void in
      for path in paths { unlink(path) }
      // What a terminal sends goes to the whole job anyway.
      if arrival.code <= 0 {
        for process in Descendants.all { kill(process, arrival.number) }
      }
      end(by: arrival.number)
    }
    fatalError("the end by a signal does not return")
  }

  /// To be called before what children did is told or kept; does not return if a signal is ending the program.
  static func requireNone() { unfinished.withLock { _ in } }

  /// Ends this program as the signal does where nobody catches it.
  static func end(by number: Int32) -> Never {
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(number)
    // The signal is the end even if the system was told otherwise.
    _exit(128 + number)
  }

  // MARK: - Files

  /// Has a file removed if a signal comes before ``finish(_:_:)``.
  static func begin(_ path: String) { unfinished.withLock { _ = $0.insert(path) } }

  /// Does the last step, such as rename(2), with no signal in between.
  static func finish<Value>(_ path: String, _ lastStep: () -> Value) -> Value {
    unfinished.withLock {
      $0.remove(path)
      return lastStep()
    }
  }
}

/// The processes that this one has started, and those that these have.
private enum Descendants {
  static var all: [pid_t] {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    var children: [pid_t: [pid_t]] = [:]
    for process in processes.compactMap({ pid_t($0) }) {
      if let parent = parent(of: process) { children[parent, default: []].append(process) }
    }
    var found = children[getpid()] ?? []
    var next = 0
    while next < found.count {
      found += children[found[next]] ?? []
      next += 1
    }
    return found
  }

  /// `/proc/PID/stat` is `PID (NAME) STATE PARENT …`, and a name may have blanks and brackets.
  private static func parent(of process: pid_t) -> pid_t? {
    guard let stat = FileManager.default.contents(atPath: "/proc/\(process)/stat"),
      let name = stat.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = stat[name...].split(separator: UInt8(ascii: " "))
    return fields.count > 2 ? pid_t(String(decoding: fields[2], as: UTF8.self)) : nil
  }
}
