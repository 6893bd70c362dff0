public import ChangeModel
internal import Text

/// The commits and CVEs that a commit message names.
public struct MessageReferences: Hashable, Sendable {
  /// An id of fewer digits is taken for a word.
  static let fewestDigits = 7

  /// In the order of the message, each once; mentions come last.
  public let references: [CommitReference]
  /// Of `Revert "subject"`, when the message gives no id.
  public let revertedSubject: String?
  /// What the commit says that it closes: upper case, in order, each once.
  public let cves: [String]
  /// What it only speaks of ("similar to CVE-2011-1079"), likewise.
  public let mentionedCVEs: [String]
  /// What prose names, also beside tags for the same.
  public let prose: [ProseReference]

  public struct ProseReference: Hashable, Sendable {
    public let id: AbbreviatedCommitID
    /// See ``CommitReference/Kind/blames``.
    public let isBlamed: Bool
  }

  /// - Parameter message: subject, blank line, body, as stored.
  public init(reading message: ArraySlice<UInt8>) {
    self = message.withUnsafeBufferPointer { Self(reading: $0.span) }
  }

  private init(reading text: Span<UInt8>) {
    var reader = ReferenceReader()
    reader.read(text)
    references = reader.found.compactMap { place in
      text.commitID(place.id).map {
        CommitReference(
          kind: place.kind, id: $0, quotedSubject: place.subject.map { text.unwrapped($0) })
      }
    }
    revertedSubject = reader.revertedSubject?.text(in: text)
    (cves, mentionedCVEs) = (reader.cves?.closed ?? [], reader.cves?.mentioned ?? [])
    prose =
      reader.blamed.compactMap { place in
        text.commitID(place.id).map { ProseReference(id: $0, isBlamed: true) }
      }
      + reader.mentions.filter { mention in
        !reader.blamed.contains { text.beginAlike($0.id, mention.id) }
      }.compactMap { place in
        text.commitID(place.id).map { ProseReference(id: $0, isBlamed: false) }
      }
  }
}

extension MessageReferences {
  /// The commits this one is a backport of.
  public var upstreamIDs: [AbbreviatedCommitID] {
    CommitReference.Kind.originals(among: references, \.kind).map(\.id)
  }
}
