/// What happened to the index of a clone that the user should know, though the answers are the same.
public enum IndexNotice: Hashable, Sendable {
  /// It was damaged.
  case rebuilt(path: String)
  /// It is in memory, since this directory cannot be written; `reason` is the system's.
  case inMemory(insteadOf: String, reason: String)
  /// Nothing could be taken over from this directory of others' indexes, or from this file in it.
  case notShared(path: String, reason: String)
}
