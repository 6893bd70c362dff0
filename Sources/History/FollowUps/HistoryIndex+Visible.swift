extension HistoryIndex {
  func isVisible(_ position: CommitPosition) -> Bool { showsAll || visible.contains(position) }
}
