extension Substring {
  /// Without spaces, tabs and line ends around it.
  package var trimmed: String {
    let start = utf8.firstIndex { !$0.isWhite } ?? endIndex
    let end = utf8.lastIndex { !$0.isWhite }.map { utf8.index(after: $0) } ?? start
    return String(self[start..<end])
  }
}

extension String {
  /// Without spaces, tabs and line ends around it.
  package var trimmed: String {
    guard let first = utf8.first, let last = utf8.last, first.isWhite || last.isWhite else {
      return self
    }
    return self[...].trimmed
  }
}
