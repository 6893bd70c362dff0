extension String {
  /// A path in at most so many columns, if its name fits: `/home/jane/…/linux.git`.
  ///
  /// Its end says which one it is, its beginning where that is: so much of the end stays as there is room for.
  func shortenedPath(to width: Int) -> String {
    guard displayWidth > width else { return self }
    let slash = UInt8(ascii: "/")
    let parts = utf8.split(separator: slash, omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    guard parts.count > 1 else { return self }
    // With an absolute path the first part is empty.
    for headCount in [3, 2, 1, 0] where headCount < parts.count {
      let head = parts.prefix(headCount) + ["…"]
      for tailCount in (1...parts.count - headCount).reversed() {
        let path = (head + parts.suffix(tailCount)).joined(separator: "/")
        if path.displayWidth <= width { return path }
      }
    }
    return "…/" + (parts.last ?? self)
  }
}
