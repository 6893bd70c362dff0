import ChangeModel
import FoundationEssentials
import Text

/// Reads waivers: findings that somebody has accepted.
///
/// A line for each, with four parts between bars, and `#` before a comment:
///
/// ```
/// # What                | until      | why                    | who
/// CVE-2019-14821        | 2026-12-31 | no guest has coalesced | kvm team
/// 3a889947b784          | 2026-06-30 | not our hardware       | Jane Doe
/// ```
///
/// Or a JSON array of objects with the texts `id`, `owner`, `reason` and `expiry`; comments begin with `//` or `#` and go to the end of
/// the line, or stand between `/*` and `*/`.
///
/// What is waived is a CVE, or a commit by seven digits or more: the fix, what it repairs, or the same change in another branch.
struct WaiverFile {
  let waivers: [Waiver]

  init(_ bytes: [UInt8], source: String) throws(InvestigationError) {
    let text = JSONWithComments(bytes)
    if text.first == UInt8(ascii: "[") || text.first == UInt8(ascii: "{") {
      waivers = try Self.entries(of: text, source)
    } else {
      var found: [Waiver] = []
      for line in try BarredLines(bytes, source: source).lines {
        guard line.parts.count == 4 else {
          throw .unusableLine(line.position, .waiverParts(line.parts.count))
        }
        found.append(
          try Self.waiver(
            id: line.parts[0], owner: line.parts[3], reason: line.parts[2], expiry: line.parts[1],
            line.position))
      }
      waivers = found
    }
  }

  private static func entries(
    of text: JSONWithComments, _ source: String
  ) throws(InvestigationError) -> [Waiver] {
    struct Entry: Decodable { let id, owner, reason, expiry: String }
    let entries: [Entry]
    do {
      entries = try JSONDecoder().decode([Entry].self, from: Data(text.plain))
    } catch {
      throw .unusableFile(path: source, .notWaivers)
    }
    return try entries.enumerated().map { place, entry throws(InvestigationError) in
      try waiver(
        id: entry.id, owner: entry.owner, reason: entry.reason, expiry: entry.expiry,
        SourcePosition(
          file: source, line: place < text.objectLines.count ? text.objectLines[place] : 1))
    }
  }

  private static func waiver(
    id: String, owner: String, reason: String, expiry: String, _ position: SourcePosition
  ) throws(InvestigationError) -> Waiver {
    let waiver = Waiver(id: id, owner: owner, reason: reason, expiry: expiry, position: position)
    guard WrittenTime(expiry) != nil, expiry.utf8.count == 10 else {
      throw .unusableLine(position, .expiry(expiry, ofWaiver: id))
    }
    guard waiver.commit != nil || waiver.cve != nil else {
      throw .unusableLine(position, .notWaivable(id))
    }
    guard !owner.allSatisfy(\.isWhitespace), !reason.allSatisfy(\.isWhitespace) else {
      throw .unusableLine(position, .unsigned)
    }
    return waiver
  }
}

/// JSON in which comments may stand.
struct JSONWithComments {
  /// The same with blanks for comments.
  private(set) var plain: [UInt8]
  /// The lines on which the objects of the outermost array begin.
  private(set) var objectLines: [Int] = []

  init(_ bytes: [UInt8]) {
    plain = bytes
    var (place, line, depth) = (0, 1, 0)
    func at(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }
    while let byte = at(place) {
      switch (byte, at(place + 1)) {
      case (UInt8(ascii: "\""), _):
        place += 1
        while let inside = at(place), inside != UInt8(ascii: "\"") {
          if inside == .newline { line += 1 }
          place += inside == UInt8(ascii: "\\") ? 2 : 1
        }
        place += 1
        continue
      case (UInt8(ascii: "#"), _), (UInt8(ascii: "/"), UInt8(ascii: "/")):
        while let inside = at(place), inside != .newline {
          plain[place] = 0x20
          place += 1
          _ = inside
        }
        continue
      case (UInt8(ascii: "/"), UInt8(ascii: "*")):
        let start = place
        while let inside = at(place) {
          let isEnd =
            place >= start + 3 && inside == UInt8(ascii: "/")
            && bytes[place - 1] == UInt8(ascii: "*")
          if inside == .newline { line += 1 } else { plain[place] = 0x20 }
          place += 1
          if isEnd { break }
        }
        continue
      case (.newline, _): line += 1
      case (UInt8(ascii: "{"), _), (UInt8(ascii: "["), _):
        if byte == UInt8(ascii: "{"), depth == 1 { objectLines.append(line) }
        depth += 1
      case (UInt8(ascii: "}"), _), (UInt8(ascii: "]"), _): depth -= 1
      default: break
      }
      place += 1
    }
  }

  /// The first byte that is neither blank nor part of a comment.
  var first: UInt8? { plain.first { !$0.isWhite } }
}
