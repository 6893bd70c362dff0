import Foundation

/// A program run at a terminal of its own, with somebody who answers what it asks.
public struct TerminalTalk: Decodable, Sendable {
  /// What the terminal shows, of standard error, of what was typed, and of standard output if that is there, too; lines
  /// ending in LF.
  public let screen: String
  /// Standard output, if that is a pipe.
  public let output: String
  /// Negative for the signal that ended it.
  public let exitCode: Int

  /// Debian's interpreter; `nil` if it is not there.
  public static let python: String? = Command.installed("python3")

  /// - Parameters:
  ///   - answers: typed one after another, whenever `prompt` stands at the end of what the terminal shows; then the end of
  ///     input (`\u{4}`).
  ///   - environment: beside that of the tests.
  ///   - outputIsTerminal: has standard output at the terminal, too, instead of a pipe.
  ///   - columns: how wide the terminal is.
  public static func run(
    _ arguments: [String], answers: [String], prompt: String, in directory: String,
    environment: [String: String] = [:], outputIsTerminal: Bool = false, columns: Int = 80
  ) async throws -> TerminalTalk {
    guard let python else { throw Command.Failure("python3 is not installed") }
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let command = try await Command.run(
      python,
      ["-c", script, outputIsTerminal ? "terminal" : "pipe", "\(columns)", prompt]
        + ["\(answers.count)"] + answers + ["env", "-u", "KTRAIL_PAGER", "-u", "LESS", "-u", "LV"]
        + variables + arguments,
      in: directory)
    guard command.exitCode == 0 else { throw Command.Failure(command.errors) }
    return try JSONDecoder().decode(Self.self, from: Data(command.output.utf8))
  }

  private static let script = """
    import fcntl, json, os, select, signal, struct, sys, termios
    out, columns, prompt, count = sys.argv[1], int(sys.argv[2]), sys.argv[3].encode(), int(sys.argv[4])
    answers = [a.encode() for a in sys.argv[5:5 + count]]
    command = sys.argv[5 + count:]
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        os.dup2(slave, 0); os.dup2(slave if out == "terminal" else writer, 1); os.dup2(slave, 2)
        os.closerange(3, 64)
        os.execvp(command[0], command)
    os.close(slave); os.close(writer)
    screen, output, open_ends = b"", b"", [master, reader]
    while open_ends:
        ready = select.select(open_ends, [], [], 120)[0]
        if not ready:
            os.kill(child, signal.SIGKILL)
            break
        for end in ready:
            try: data = os.read(end, 65536)
            except OSError: data = b""
            if not data: open_ends.remove(end)
            elif end == reader: output += data
            else:
                screen += data
                if screen.endswith(prompt):
                    os.write(master, answers.pop(0) if answers else b"\\x04")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps({
        "screen": screen.decode(errors="replace").replace("\\r\\n", "\\n"),
        "output": output.decode(errors="replace"), "exitCode": code}))
    """
}
