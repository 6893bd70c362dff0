import ChangeModel
import Text

/// One line on standard error that says what is being done; nothing at all unless that is a terminal.
package struct ProgressLine: Sendable {
  private let isShown = isatty(STDERR_FILENO) == 1

  package init() {}

  package func show(_ text: String) {
    if isShown { try? "\r\u{1B}[K\(text.inert())".utf8.write(to: STDERR_FILENO) }
  }

  package func clear() { show("") }
}
