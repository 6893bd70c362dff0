import FoundationEssentials

/// Why the system did not do something, in its words.
package struct SystemError: Error, Hashable, CustomStringConvertible {
  /// An errno(3).
  package let code: Int32

  package init(code: Int32) { self.code = code }

  /// What the last call failed by.
  package static var last: SystemError { SystemError(code: errno) }

  package var description: String { String(cString: strerror(code)) }

  /// The system's words for an error that Foundation has wrapped, once or not at all; others describe themselves.
  package static func reason(of error: any Error) -> String {
    let cause = (error as? CocoaError)?.underlying ?? error
    return (cause as? POSIXError).map { "\(SystemError(code: $0.code.rawValue))" } ?? "\(cause)"
  }
}
