import FoundationEssentials
import Synchronization
import Text

/// The signals that end the program: what they must not leave behind.
///
/// A handler may do nearly nothing, so it passes the signal on to a thread that waits for it. There what is unfinished
/// is removed by ordinary code, and the exit is still by the signal, as shells and service managers expect.
enum EndingSignals {
  private static let all = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
  private static let unfinished = Mutex<Set<String>>([])
  /// Whether another program, which shows the answer, takes what the user types to interrupt.
  private static let isLeavingInterrupts = Atomic(false)
  /// Takes away what stands on the terminal for the time of the work.
  private static let tidying = Mutex<(@Sendable () -> Void)?>(nil)
  /// The first signal that came, and its `si_code`: not above 0 if a process sent it. Written by a handler, read by the
  /// thread that the semaphore wakes.
  nonisolated(unsafe) private static var arrival: (number: Int32, code: Int32) = (0, 0)
  /// Wakes that thread. A pointer, since the handler may run on the very thread that waits.
  nonisolated(unsafe) private static let arrived: UnsafeMutablePointer<sem_t> = {
    let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    semaphore.initialize(to: sem_t())
    return semaphore
  }()

  /// To be called first of all.
  static func watch() {
    // A write that fails says so by its result. Children get the default back.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    sem_init(arrived, 0, 0)
    // Set once here, so that no handler is the first to look.
    isLeavingInterrupts.store(false, ordering: .relaxed)
    var thread = pthread_t()
    let failure = pthread_create(&thread, nil, { _ in EndingSignals.wait() }, nil)
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
        let code = information?.pointee.si_code ?? 0
        let isTyped = code > 0 && (number == SIGINT || number == SIGQUIT)
        if isTyped, EndingSignals.isLeavingInterrupts.load(ordering: .relaxed) { return }
        guard EndingSignals.arrival.number == 0 else { return }
        EndingSignals.arrival = (number, code)
        let reason = errno
        sem_post(EndingSignals.arrived)
        errno = reason
      }
      sigaction(number, &action, nil)
    }
  }

  private static func wait() -> Never {
    while sem_wait(arrived) != 0 {}
    // The lock is kept to the end: nobody finishes a file that was just removed, or takes a child that was ended from
    // here for one that failed.
    unfinished.withLock { paths -> Void in
      for path in paths { unlink(path) }
      // What a terminal sends goes to the whole job anyway.
      if arrival.code <= 0 { endDescendants() }
      tidying.withLock { $0 }?()
      end(by: arrival.number)
    }
    fatalError("the end by a signal does not return")
  }

  private static func endDescendants() {
    let processes = Descendants.all
    guard isLeavingInterrupts.load(ordering: .relaxed) else {
      for process in processes { kill(process, arrival.number) }
      return
    }
    // An interrupt would not end less, which then waits until the terminal is as it was.
    for process in processes { kill(process, SIGTERM) }
    for _ in 0..<50 where processes.contains(where: { kill($0, 0) == 0 }) { usleep(10_000) }
  }

  /// What is to be done at the end by a signal; it must wait for nobody.
  static func tidy(_ work: @escaping @Sendable () -> Void) { tidying.withLock { $0 = work } }

  /// To be called before what children did is told or kept; does not return if a signal is ending the program.
  static func requireNone() { unfinished.withLock { _ in } }

  /// Leaves Ctrl-C and Ctrl-\ to a program that shows the answer, and that the terminal sends them to as well.
  static func leavingInterrupts<Value>(_ work: () -> Value) -> Value {
    isLeavingInterrupts.store(true, ordering: .relaxed)
    defer { isLeavingInterrupts.store(false, ordering: .relaxed) }
    return work()
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
