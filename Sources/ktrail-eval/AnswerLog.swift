import Foundation

/// A file of what was answered, so that others can score it: one JSON object a line, in the order of the cases.
final class AnswerLog {
  struct Answer: Encodable {
    /// The set of the cases, as in their file's name: `rhel6-early`.
    let set: String
    /// What distinguishes the case from the others of its set: `id`, or release and entry, or dump and line, or commit.
    let key: String
    /// What the program was told, where a case is asked in several ways: `lay`, `subject`.
    var mode: String?
    /// Full ids (or, of a fix, its status) in order; empty where nothing was found.
    let answers: [String]
    /// `found`, `ambiguous`, `not found`, `not a commit`; for fixes, the status.
    var outcome: String?
    /// How the answer was found.
    var rule: String?
    var probability: Double?
    /// One for each answer, where they differ.
    var probabilities: [Double]?
  }

  private let handle: FileHandle?
  private let encoder = JSONEncoder()

  /// - Parameter path: `nil` to keep no log.
  init(path: String?) throws {
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let path else {
      handle = nil
      return
    }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw Cases.Missing(description: "\(path) cannot be written") }
    self.handle = handle
  }

  func add(_ answer: Answer) throws {
    guard let handle else { return }
    try handle.write(contentsOf: try encoder.encode(answer) + Data("\n".utf8))
  }
}
