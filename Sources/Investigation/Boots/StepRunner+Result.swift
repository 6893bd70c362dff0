import FoundationEssentials
import Recipes
import Text

extension StepRunner.Result {
  /// Whether the step itself failed.
  ///
  /// - Parameter beforeStarting: no kernel has said a word, so that any failure is the step's.
  func hasFailed(beforeStarting: Bool) -> Bool {
    switch ending {
    case .cannotRun, .exited(126), .exited(127): true
    case .exited(let code): beforeStarting && code != 0
    case .signaled: beforeStarting
    case .timedOut, .stopped, .flooded: false
    }
  }

  /// Why it did not end well.
  func failure(_ step: Recipe.Step?) -> BootError.StepFailure {
    switch ending {
    case .exited(let code): .code(Int(code), said: StepRunner.lastLine(of: log))
    case .signaled(let number): .signal(Int(number))
    case .timedOut: .timedOut(seconds: Int(step?.timeout.seconds ?? 0))
    case .flooded: .flooded
    case .cannotRun(let reason): .cannotRun(reason)
    case .stopped: .signal(Int(SIGTERM))
    }
  }
}

extension [UInt8] {
  /// The first word of the last line that has one, if it is plain.
  var lastWord: String? {
    let line = split(separator: UInt8(ascii: "\n")).last { line in line.contains { $0 > 0x20 } }
    guard let word = line?.split(whereSeparator: { $0 <= 0x20 }).first, word.count <= 200,
      word.allSatisfy({ $0 < 0x7F })
    else { return nil }
    return String(decoding: word, as: UTF8.self)
  }
}

extension String {
  var parentFolder: String {
    let folder = (self as String).utf8.lastIndex(of: UInt8(ascii: "/")).map {
      String(self[..<$0])
    }
    return folder.map { $0.isEmpty ? "/" : $0 } ?? FileManager.default.currentDirectoryPath
  }
}
