import Text

/// Why an answer did not arrive.
struct UnwritableOutput: Error, CustomStringConvertible {
  /// `nil` for standard output.
  private let path: String?
  private let reason: String

  init(_ reason: String, path: String?) { (self.path, self.reason) = (path, reason) }

  init(_ reason: SystemError, path: String? = nil) { self.init("\(reason)", path: path) }

  var description: String {
    path.map { "\($0) cannot be written: \(reason); pass -o a file you may write to" }
      ?? "standard output cannot be written: \(reason)"
  }
}
