import ChangeModel
import Text
import ToolSupport

/// A program that shows a long answer page by page, chosen and started as git does it.
struct Pager {
  let command: String
  private let environment: [String: String]
  /// Whether somebody has named it, and so wants to know if it cannot be started.
  let isNamed: Bool

  /// - Parameter isForRunner: whether a program reads along.
  /// - Returns: `nil` where there is nobody to turn pages.
  init?(_ abilities: TerminalAbilities, isForRunner: Bool) {
    environment = abilities.environment
    guard !abilities.isDumb, !isForRunner else { return nil }
    // Set and empty is an answer, too.
    let named = environment["KTRAIL_PAGER"] ?? environment["PAGER"]
    command = named ?? "less"
    isNamed = named != nil
    if command.isEmpty || command == "cat" { return nil }
  }

  /// What a shell is needed for (`prepare_shell_cmd` in git's run-command.c).
  private static func needsShell(_ text: some StringProtocol) -> Bool {
    text.utf8.contains { "|&;<>()$`\\\"' \t\n*?[#~=%".utf8.contains($0) }
  }

  /// Shows a text until the user has seen enough.
  ///
  /// - Returns: `nil` if that was done; else why it could not, and nothing was shown.
  func show(_ text: String) -> Failure? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return Failure(reason: "\(SystemError.last)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return EndingSignals.leavingInterrupts {
      let child = start(reading: ends[0])
      close(ends[0])
      // A pager that was quit wants no more.
      if case .success = child { try? text.utf8.write(to: ends[1]) }
      close(ends[1])
      switch child {
      case .failure(let error): return Failure(reason: "\(error)")
      case .success(let child):
        let status = Self.status(of: child)
        EndingSignals.requireNone()
        // 126 and 127 are the shell's, which has said why.
        let isShell =
          Self.needsShell(command) && status & 0x7F == 0 && (126...127).contains(status >> 8 & 0xFF)
        return isShell ? Failure(reason: nil) : nil
      }
    }
  }

  private static let lessOptions = "FRX"

  struct Failure {
    /// `nil` if that was said.
    let reason: String?
  }

  private func start(reading descriptor: Int32) -> Result<pid_t, SystemError> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO)
    // What is ignored here would stay so there, and so would what this thread leaves to others.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var ignored = sigset_t()
    sigemptyset(&ignored)
    sigaddset(&ignored, SIGPIPE)
    sigaddset(&ignored, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let words = Self.needsShell(command) ? ["/bin/sh", "-c", command] : [command]
    var arguments = words.map { strdup($0) } + [nil]
    // As git has it: end if all fits on a screen, send colors as they are, leave the screen as it is.
    let inherited = ["LESS": Self.lessOptions, "LV": "-c"].merging(environment) { $1 }
    var variables = inherited.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child = pid_t()
    let failure = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
    return failure == 0 ? .success(child) : .failure(SystemError(code: failure))
  }

  private static func status(of child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status
  }

  // MARK: - Hyperlinks

  /// Whether it is a less that leaves them as they are, as it does from version 566 on.
  var passesHyperlinks: Bool {
    let words = command.split(separator: " ")
    guard let program = words.first, program == "less" || program.hasSuffix("/less"),
      !Self.needsShell(program),
      ([environment["LESS"] ?? Self.lessOptions] + words.dropFirst().map(String.init))
        .contains(where: { $0.contains("R") }),
      let output = popen("\(program) --version 2>/dev/null", "r")
    else { return false }
    defer { pclose(output) }
    var line = [UInt8](repeating: 0, count: 128)
    let count = fread(&line, 1, line.count, output)
    // `less 590 (GNU regular expressions)`
    let version = String(decoding: line.prefix(count), as: UTF8.self)
      .split { !$0.isASCII || !$0.isNumber }.first
    return version.flatMap { Int($0) }.map { $0 >= 566 } ?? false
  }
}
