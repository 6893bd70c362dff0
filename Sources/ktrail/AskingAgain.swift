import Investigation
import Text

/// Asks a question, and once more if a page of the index turns out to be damaged in the middle of it: the index is
/// rebuilt when it is opened again.
func askingAgain<Value>(_ question: () async throws -> Value) async throws -> Value {
  let input = KeptInput()
  do {
    return try await question()
  } catch let error as InvestigationError where error.isLostIndex {
    guard input.rewind() else { throw error }
    return try await question()
  }
}

/// Standard input as a file, so that a question that reads it can be asked twice.
private struct KeptInput {
  private let start: off_t

  /// Copies a pipe to a file without a name; only where an argument says that standard input is read.
  init() {
    guard Self.isRead(by: CommandLine.arguments.dropFirst()) else {
      start = 0
      return
    }
    if lseek(STDIN_FILENO, 0, SEEK_CUR) < 0, errno == ESPIPE { Self.keep() }
    start = lseek(STDIN_FILENO, 0, SEEK_CUR)
  }

  /// With `--output`, `-` is where the answer goes.
  private static func isRead(by arguments: ArraySlice<String>) -> Bool {
    let outputs = ["-o", "--output"]
    return zip([""] + arguments, arguments).contains { before, word in
      word == "-"
        ? !outputs.contains(before)
        : word.hasSuffix("=-") && !outputs.contains { word == $0 + "=-" }
    }
  }

  /// Whether what was read can be read again.
  func rewind() -> Bool { start == 0 || start > 0 && lseek(STDIN_FILENO, start, SEEK_SET) == start }

  /// Where that does not go, standard input stays what it is, and can be read once.
  private static func keep() {
    guard let file = tmpfile() else { return }
    defer { fclose(file) }
    let copy = fileno(file)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    // Whoever reads more than that refuses it.
    while total <= 1 << 30 {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      var written = 0
      while written < count {
        let step = buffer.withUnsafeBytes {
          write(copy, $0.baseAddress! + written, count - written)
        }
        guard step > 0 else { return }
        written += step
      }
      total += count
    }
    lseek(copy, 0, SEEK_SET)
    dup2(copy, STDIN_FILENO)
  }
}
