import Foundation
import Synchronization

/// The signals that end the program: what they must not leave behind.
///
/// They are blocked in all threads but one, which waits for them. So they come at a moment of our choice, what is
/// unfinished is removed by ordinary code, and the exit is still by the signal, as shells and service managers expect.
enum EndingSignals {
  private static let all = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
  private static let unfinished = Mutex<Set<String>>([])

  /// To be called before another thread is there, since threads inherit what is blocked.
  static func watch() {
    // A write that fails says so by its result. The children get the default back.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in all {
      var action = sigaction()
      sigaction(number, nil, &action)
      // nohup(1), and a shell that puts a job in the background, have some ignored.
      let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      if !isIgnored { sigaddset(&awaited, number) }
    }
    pthread_sigmask(SIG_BLOCK, &awaited, nil)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { _ in
        EndingSignals.wait()
      }, nil)
    // Where no thread can be had, the signals do what they always did.
    if failure != 0 { pthread_sigmask(SIG_UNBLOCK, &awaited, nil) }
  }

  private static func wait() -> Never {
    var awaited = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &awaited)
    var information = siginfo_t()
    while true {
      let number = sigwaitinfo(&awaited, &information)
      guard all.contains(number) else { continue }
      // The lock is kept to the end: nobody finishes a file that was just removed.
      unfinished.withLock { paths in
        for path in paths { unlink(path) }
        // A terminal's own go to the whole job.
        if information.si_code <= 0 {
          for process in Descendants.all { kill(process, number) }
        }
        end(by: number)
      }
    }
  }

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
