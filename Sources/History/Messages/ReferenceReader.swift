public import ChangeModel
import Text

/// Finds the commits and CVEs that commit messages name, and says where they stand: nothing is copied.
///
/// A pass over the whole text finds the few places that may name one (``MessageScan``); only these are read. Lines that
/// are indented by more than three blanks are quotations, as of a reverted commit's message: what they name is at most
/// mentioned.
///
/// One reader reads many messages, one after the other, and allocates nothing for each.
public struct ReferenceReader: Sendable {
  /// A reference by offsets into the message.
  public struct Place: Sendable {
    public let kind: CommitReference.Kind
    /// The digits, in either case.
    public let id: Range<Int>
    /// The subject quoted beside it, as it stands there: perhaps wrapped over lines.
    public let subject: Range<Int>?
  }

  /// What a revert's subject line quotes.
  struct RevertedSubject: Sendable {
    let range: Range<Int>
    /// `Reapply "subject"` takes back the revert of that subject.
    let isRevertItself: Bool

    func text(in message: Span<UInt8>) -> String {
      let subject = message.text(range)
      return isRevertItself ? "Revert \"\(subject)\"" : subject
    }
  }

  /// Those of the last message, in its order, each once; mentions come last.
  public private(set) var found: [Place] = []
  /// Of `Revert "subject"`, when the message gives no id.
  private(set) var revertedSubject: RevertedSubject?
  /// Those that the commit closes, and those that it only mentions.
  private(set) var cves: NamedCVEs?

  private(set) var mentions: [Place] = []
  /// What prose blames, before it is known whether there are tags.
  private(set) var blamed: [Place] = []
  /// Whether the text so far says what it reverts; the subject alone does not count.
  var saysItReverts = false
  /// Up to here the text has been read as a reference: it is not a mention of the same.
  private(set) var consumed = 0

  public init() {}

  /// - Parameter text: subject, blank line, body, as stored.
  public mutating func read(_ text: Span<UInt8>) {
    forget()
    let subject = readSubject(in: text)
    var namesCVE = false
    Self.scan.places(in: text) { place, offset in
      switch place {
      case .lineStart: if offset > consumed { readLine(at: offset, in: text) }
      case .cve: namesCVE = namesCVE || text.has("cve-", at: offset)
      case .commitWord: if offset >= consumed { readCommitWord(at: offset, in: text) }
      case .quotation: if offset >= consumed { readID(before: offset, in: text) }
      case .digits: if offset >= consumed { readFullID(around: offset, in: text) }
      }
    }
    // Few messages name one, so nobody minds the copy.
    if namesCVE { cves = NamedCVEs(in: (0..<text.count).map { text[$0] }, .message) }
    // A tag says it better, and beside one the prose is often about another commit.
    let isTagged = found.contains { $0.kind == .fixes || $0.kind == .reverts }
    for blamed in blamed {
      if isTagged {
        mentions.append(Place(kind: .mentions, id: blamed.id, subject: blamed.subject))
      } else if !found.contains(where: { text.beginAlike($0.id, blamed.id) }) {
        found.append(blamed)
      }
    }
    for mention in mentions
    where !found.contains(where: { text.beginAlike($0.id, mention.id) }) {
      found.append(mention)
    }
    if !found.contains(where: { $0.kind == .reverts }) {
      revertedSubject = Self.revertedSubject(of: subject, in: text)
    }
  }

  private mutating func forget() {
    if !found.isEmpty { found.removeAll(keepingCapacity: true) }
    if !mentions.isEmpty { mentions.removeAll(keepingCapacity: true) }
    if !blamed.isEmpty { blamed.removeAll(keepingCapacity: true) }
    (cves, revertedSubject, saysItReverts, consumed) = (nil, nil, false, 0)
  }

  mutating func add(
    _ kind: CommitReference.Kind, _ id: Range<Int>, _ subject: Range<Int>?, in text: Span<UInt8>
  ) {
    func isSame(_ place: Place) -> Bool {
      place.kind == kind && place.id.count == id.count && text.beginAlike(place.id, id)
    }
    let place = Place(kind: kind, id: id, subject: subject)
    if kind == .mentions {
      if !mentions.contains(where: isSame) { mentions.append(place) }
    } else if kind == .blames {
      if !blamed.contains(where: isSame) { blamed.append(place) }
    } else if !found.contains(where: isSame) {
      found.append(place)
    }
  }

  /// Says that the text up to `end` needs no second look.
  mutating func consume(to end: Int) { consumed = max(consumed, end) }
}
