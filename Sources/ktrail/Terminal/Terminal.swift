import ChangeModel
import FoundationEssentials
import Logging
import Reports
import Text
import ToolSupport

/// Standard output and standard error.
enum Terminal {
  private static let name = "ktrail:"

  /// Whether GitHub's runner reads what is printed, and takes lines of it for commands.
  static var isReadByRunner: Bool {
    ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"
  }

  /// Writes an answer to standard output: the one way for all commands.
  ///
  /// If its reader has left, the program ends here, without a word, by SIGPIPE as other programs do.
  static func write(_ text: String) throws(UnwritableOutput) {
    do throws(SystemError) {
      try text.utf8.write(to: STDOUT_FILENO)
      // Some file systems say only then that there is no room.
      let copy = dup(STDOUT_FILENO)
      if copy >= 0, close(copy) != 0, errno != EINTR { throw SystemError(code: errno) }
    } catch {
      if error.code == EPIPE { EndingSignals.end(by: SIGPIPE) }
      throw UnwritableOutput(error)
    }
  }

  /// Writes a line to standard error, inert, since names and arguments may be a stranger's; if that cannot be written,
  /// nobody is left to be told.
  ///
  /// - Parameter inColor: whether the name of the program, if it stands first, is to be seen from afar.
  static func complain(_ sentence: String, inColor: Bool = false) {
    EndingSignals.requireNone()
    var line = sentence.inert(keepingLines: true) + "\n"
    if inColor, line.hasPrefix(name) {
      line = "\u{1B}[1;31m\(name)\u{1B}[0m" + line.dropFirst(name.count)
    }
    try? (isReadByRunner ? RunnerCommands.disarmed(line, in: .terminal) : line).utf8
      .write(to: STDERR_FILENO)
  }

  /// Puts something at the place of standard descriptors that the caller closed.
  ///
  /// The next file that is opened would get their number, and the answer would be written into it. What stands there
  /// now can be neither read nor written, so that the closed descriptor is still an error when it is used.
  static func occupyClosedDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is taken: this one.
      _ = descriptor == STDIN_FILENO ? open("/dev/null", O_WRONLY) : open("/", O_RDONLY)
    }
  }
}

/// Writes what the libraries notice to standard error, inert.
struct InertLogHandler: LogHandler {
  private var handler = StreamLogHandler.standardError(label: "ktrail")
  private let line: ProgressLine

  /// - Parameter line: what else is written there, and makes room.
  static func logger(_ level: Logger.Level, beside line: ProgressLine) -> Logger {
    var logger = Logger(label: "ktrail") { _ in InertLogHandler(line: line) }
    logger.logLevel = level
    return logger
  }

  private init(line: ProgressLine) { self.line = line }

  var metadata: Logger.Metadata {
    get { handler.metadata }
    set { handler.metadata = newValue }
  }

  var logLevel: Logger.Level {
    get { handler.logLevel }
    set { handler.logLevel = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { handler[metadataKey: key] }
    set { handler[metadataKey: key] = newValue }
  }

  func log(event: LogEvent) {
    var event = event
    event.message = "\("\(event.message)".inert())"
    line.interrupt { handler.log(event: event) }
  }
}
