/// The CVEs that a text names: those that it is about, and those that it only speaks of.
///
/// "This fixes CVE-2019-10207", `{CVE-2015-3331}` and `CVE: CVE-2022-42895` say what a change closes. "Similar to
/// CVE-2011-1079", "reintroduced CVE-2017-6074" and a quoted subject do not.
package struct NamedCVEs: Hashable, Sendable {
  /// What the text is; a doubt is settled otherwise in each.
  package enum Source: Sendable {
    /// Of a changelog, or a subject: who names a CVE in a line names what he closes, unless he says otherwise.
    case entry
    /// A commit's: subject, blank line, body. In prose a CVE is closed only if the sentence says so.
    case message
  }

  /// Upper case, in order, each once.
  package private(set) var closed: [String] = []
  /// Those that are only mentioned, likewise.
  package private(set) var mentioned: [String] = []

  /// - Complexity: O(bytes) where no CVE is named.
  package init(in text: some Sequence<UInt8>, _ source: Source) {
    let bytes = Array(text)
    var mentions: [String] = []
    let places = CVEPlace.all(in: bytes)
    guard !places.isEmpty else { return }
    for group in CVEContext.groups(places, in: bytes, source) {
      let context = CVEContext(of: group, in: bytes, source)
      for place in group {
        if context.isClosed {
          if !closed.contains(place.id) { closed.append(place.id) }
        } else if !mentions.contains(place.id) {
          mentions.append(place.id)
        }
      }
    }
    mentioned = mentions.filter { !closed.contains($0) }
  }
}

/// Where a text names a CVE: `CVE-<year>-<four digits or more>`, in either case.
struct CVEPlace {
  let range: Range<Int>
  /// Upper case.
  let id: String

  static func all(in bytes: [UInt8]) -> [CVEPlace] {
    var found: [CVEPlace] = []
    var at = 0
    while at + 13 <= bytes.count {
      if let place = CVEPlace(in: bytes, at: at) {
        found.append(place)
        at = place.range.upperBound
      } else {
        at += 1
      }
    }
    return found
  }

  private init?(in bytes: [UInt8], at start: Int) {
    guard bytes[start] | 0x20 == UInt8(ascii: "c"), bytes[start + 1] | 0x20 == UInt8(ascii: "v"),
      bytes[start + 2] | 0x20 == UInt8(ascii: "e"), bytes[start + 3] == UInt8(ascii: "-"),
      bytes[(start + 4)..<(start + 8)].allSatisfy(\.isDigit),
      bytes[start + 8] == UInt8(ascii: "-")
    else { return nil }
    let end = bytes[(start + 9)...].firstIndex { !$0.isDigit } ?? bytes.count
    // "CVE-2019-1147[7-9]" is not 1147.
    guard end - start >= 13, end == bytes.count || bytes[end] != UInt8(ascii: "[") else {
      return nil
    }
    range = start..<end
    id = "CVE-" + String(decoding: bytes[(start + 4)..<end], as: UTF8.self)
  }
}
