import ChangeModel
import Synchronization
import Text

/// One line on standard error that says what is being done; nothing at all unless that is a terminal.
///
/// It comes after a moment only, changes some ten times a second at most, and is gone when ``clear()`` returns.
package final class ProgressLine: Sendable {
  private struct State {
    /// What is to be shown; empty for nothing.
    var text = ""
    /// What the terminal shows.
    var drawn = ""
    var hasThread = false
  }

  private let isShown: Bool
  private let state = Mutex(State())

  /// What takes less is not worth a line.
  private static let firstDelay: UInt32 = 300_000
  private static let delay: UInt32 = 100_000

  package init(isWanted: Bool = true) {
    let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    isShown = isWanted && isatty(STDERR_FILENO) == 1 && terminal != "dumb"
  }

  package func show(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    let text = text().inert()
    state.withLock { state in
      state.text = text
      if !state.hasThread { state.hasThread = startDrawing() }
    }
  }

  package func clear() { pause { $0 = "" } }

  /// Takes the line away while something else is written to the terminal.
  package func interrupt(_ write: () -> Void) { pause { _ in write() } }

  private func pause(_ work: (inout String) -> Void) {
    state.withLock { state in
      erase(&state)
      work(&state.text)
    }
  }

  /// Takes the line away for good, if that can be done at once.
  package func abandon() {
    var terminal = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    // Whoever has the lock may be writing to a terminal that was stopped.
    _ = state.withLockIfAvailable { state in
      if poll(&terminal, 1, 0) == 1 { erase(&state) }
      state.text = ""
    }
  }

  private func erase(_ state: inout State) {
    // In the background, what stands in that place is no longer this line.
    if !state.drawn.isEmpty, isInForeground {
      try? "\r\u{1B}[K".utf8.write(to: STDERR_FILENO)
    }
    state.drawn = ""
  }

  private var isInForeground: Bool {
    let foreground = tcgetpgrp(STDERR_FILENO)
    return foreground < 0 || foreground == getpgrp()
  }

  // MARK: - Drawing

  /// A thread of its own draws, since whoever is at work may say something only once, and then be long at it.
  ///
  /// - Returns: whether there is one; without it nothing is shown.
  private func startDrawing() -> Bool {
    let line = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { line in
        if let line { Unmanaged<ProgressLine>.fromOpaque(line).takeRetainedValue().draw() }
        return nil
      }, line.toOpaque())
    if failure == 0 { pthread_detach(thread) } else { line.release() }
    return failure == 0
  }

  private func draw() {
    usleep(Self.firstDelay)
    while state.withLock({ drawChange(&$0) }) { usleep(Self.delay) }
  }

  /// - Returns: whether there is more to be expected.
  private func drawChange(_ state: inout State) -> Bool {
    guard !state.text.isEmpty else {
      state.hasThread = false
      return false
    }
    // A job in the background does not write over what the user is doing.
    guard state.text != state.drawn, isInForeground else { return true }
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    // In the last column some terminals begin another line.
    let shown = state.text.prefix(isKnown ? Int(size.ws_col) - 1 : 79)
    // Written over the line before it: a line that is erased first flickers.
    try? "\r\(shown)\u{1B}[K".utf8.write(to: STDERR_FILENO)
    state.drawn = state.text
    return true
  }
}
