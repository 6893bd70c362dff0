/// Why `ktrail bisect run` stops.
enum RunProblem: Error, CustomStringConvertible {
  case badEnd(String, is: String, givenAs: String)
  case cannotRun(String, code: Int32)
  case aborted(code: String)

  var description: String {
    switch self {
    case .badEnd(let name, let word, let given):
      "the command says that \(name) is \(word), although it was given as \(given); nothing was recorded"
    case .cannotRun(let command, let code):
      "\(command) cannot be run (exit code \(code)), which says nothing about the kernel; nothing was recorded"
    case .aborted(let code):
      "the command ended with \(code), which is neither good (0), bad (1 to 127) nor skip (125); nothing was recorded"
    }
  }
}
