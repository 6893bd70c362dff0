internal import CLibgit2
public import ChangeModel

/// Why the clone could not answer; the description says what and where.
public enum GitError: Error, Hashable, Sendable {
  case notARepository(path: String)
  /// A repository this library cannot open, such as one with SHA-256 names.
  case unsupported(path: String, reason: String)
  case notOwned(path: String)
  /// A pipe, socket or device where git keeps a file.
  case specialFile(String)
  case unknownRevision(String, path: String)
  case ambiguousRevision(String, path: String)
  /// A ref that leads to something the clone cannot give.
  case unreadableReference(UnreadablePart, path: String)
  case missingObject(CommitID, path: String)
  case damagedObject(CommitID, path: String, reason: String)
  /// Any other failure of libgit2, with its own words.
  case failed(operation: String, code: Int32, reason: String)
}

extension GitError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notARepository(let path): "\(path) is not a git repository"
    case .unsupported(let path, let reason): "\(path) cannot be opened: \(reason)"
    case .notOwned(let path): "\(path) belongs to another user, so git's rules forbid trusting it"
    case .specialFile(let file):
      "\(file) is a pipe, socket or device, where git has a file"
    case .unknownRevision(let revision, let path): "\(revision) is not in \(path)"
    case .ambiguousRevision(let revision, let path):
      "\(revision) names more than one object of \(path)"
    case .unreadableReference(let part, let path): "\(part) in \(path)"
    case .missingObject(let id, let path): "object \(id) is missing in \(path)"
    case .damagedObject(let id, let path, let reason):
      "object \(id) of \(path) is damaged: \(reason)"
    case .failed(let operation, let code, let reason):
      "\(operation): \(reason) (libgit2 error \(code))"
    }
  }
}

extension GitError {
  /// What libgit2 says about the failure just seen on this thread; read it right after the call.
  static var lastReason: String {
    guard let error = git_error_last(), let message = error.pointee.message else {
      return "no reason given"
    }
    return String(cString: message)
  }

  /// Turns a negative status into an error on the spot.
  static func check(
    _ operation: @autoclosure () -> String, _ call: () -> Int32
  ) throws(GitError) {
    let status = call()
    guard status < 0 else { return }
    throw .failed(operation: operation(), code: status, reason: lastReason)
  }
}
