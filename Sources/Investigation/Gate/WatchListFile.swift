import ChangeModel
import History
import Text

/// Reads a watch list: parts of the kernel that somebody wants to look at before they are rolled out.
///
/// A line for each, with four parts between bars, and `#` before a comment on a line of its own:
///
/// ```
/// # where         | words                              | why                            | who
/// fs/overlayfs    |                                    | every container sits on it     | containers
/// NETFILTER       | refcount leak, use-after-free      | an outage in May               | network
/// *               | CVE, overflow                      | security looks at these        | security
/// ```
///
/// *where* is a name as `--subsystem` takes it: a file or a directory, a pattern, a title of MAINTAINERS, what subjects begin with; `*`
/// is anywhere. *words* may be left empty where a place is given: then every change there is watched. Between commas are
/// alternatives; of one alternative every word has to stand in the subject or the message, as a whole word, in whatever case.
struct WatchListFile {
  /// An entry before its place is looked up.
  struct Line {
    let place: String?
    let alternatives: [[String]]
    let reason, owner: String
    let position: SourcePosition
  }

  let lines: [Line]

  init(_ bytes: [UInt8], source: String) throws(InvestigationError) {
    lines = try BarredLines(bytes, source: source).lines.map { line throws(InvestigationError) in
      guard line.parts.count == 4 else {
        throw .unusableLine(line.position, .watchParts(line.parts.count))
      }
      let (place, words) = (line.parts[0], line.parts[1])
      guard !place.isEmpty else { throw .unusableLine(line.position, .noPlace) }
      guard !line.parts[2].isEmpty, !line.parts[3].isEmpty else {
        throw .unusableLine(line.position, .unsigned)
      }
      let alternatives = words.split(separator: ",").map { part in
        part.split(whereSeparator: \.isWhitespace).map(String.init)
      }.filter { !$0.isEmpty }
      guard words.isEmpty || !alternatives.isEmpty else {
        throw .unusableLine(line.position, .noWords)
      }
      // `**` is anywhere as well, as any pattern of nothing but stars.
      let isAnywhere = place.allSatisfy { $0 == "*" || $0 == "/" }
      guard !isAnywhere || !alternatives.isEmpty else {
        throw .unusableLine(line.position, .watchesAll)
      }
      let quotes: Set<Character> = ["\"", "'", "“", "”"]
      for word in alternatives.joined()
      where [word.first, word.last].contains(where: { $0.map(quotes.contains) == true }) {
        throw .unusableLine(line.position, .quotedWords)
      }
      return Line(
        place: isAnywhere ? nil : place, alternatives: alternatives,
        reason: line.parts[2], owner: line.parts[3], position: line.position)
    }
    guard !lines.isEmpty else { throw .unusableFile(path: source, .emptyWatchList) }
  }
}

extension Investigation {
  /// Looks up the places of a watch list in the kernel in question; without a clone they are taken as they are written.
  ///
  /// - Throws: an error with the line of a name that stands for nothing: a mistyped place would watch nothing, and say so to nobody.
  func entries(
    of list: WatchListFile, _ ends: UpgradeEnds?
  ) throws(InvestigationError) -> [WatchEntry] {
    let finder = ends.map { PlaceFinder(in: $0.index, at: $0.new) }
    var known: [String: Place] = [:]
    return try list.lines.map { line throws(InvestigationError) in
      var place: Place?
      if let name = line.place {
        if let found = known[name] {
          place = found
        } else if let finder {
          guard
            let found = try history({ () throws(HistoryError) in try finder.place(named: name) })
          else {
            throw .unusableLine(
              line.position,
              .unknownPlace(
                name,
                nearest: try history { () throws(HistoryError) in try finder.nearest(to: name) }))
          }
          place = found
        } else {
          place = Place(asWritten: name)
        }
        known[name] = place
      }
      return WatchEntry(
        place: place, alternatives: line.alternatives, reason: line.reason, owner: line.owner,
        position: line.position)
    }
  }
}
