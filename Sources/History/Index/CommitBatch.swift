internal import ChangeModel
internal import Git
internal import Text

/// What the index keeps of some commits, on its way from the thread that reads to the one that writes.
struct CommitBatch: Sendable {
  struct Entry: Sendable {
    let id: CommitID
    let wholeKey, tailKey, authorKey: Int64
    /// Where its subject, its body and its people end in `text`; they follow those of the entry before.
    let subjectEnd, bodyEnd, authorEnd, reporterEnd, reviewerEnd: Int
  }

  /// Position of the first entry; the others follow.
  let start: Int
  var entries: [Entry] = []
  var text: [UInt8] = []
  var cves: [(cve: String, position: Int)] = []
  var releases: [(version: KernelVersion, position: Int)] = []

  mutating func add(_ commit: CommitObject, cves: [String]) {
    let position = start + entries.count
    let subject = commit.subjectBytes
    let keys = subject.withUnsafeBufferPointer { SubjectKeys($0.indices, in: $0.span) }
    SearchableText.append(subject, to: &text)
    let subjectEnd = text.count
    SearchableText.append(commit.bodyBytes, to: &text)
    let bodyEnd = text.count
    text += String(utf8OrLatin1: commit.authorBytes).utf8
    let authorEnd = text.count
    PeopleText.append(.reporter, of: commit.bodyBytes, to: &text)
    let reporterEnd = text.count
    PeopleText.append(.reviewer, of: commit.bodyBytes, to: &text)
    entries.append(
      Entry(
        id: commit.id, wholeKey: keys.whole.hash, tailKey: keys.tail.hash,
        authorKey: AuthorKey(of: commit).hash, subjectEnd: subjectEnd, bodyEnd: bodyEnd,
        authorEnd: authorEnd, reporterEnd: reporterEnd, reviewerEnd: text.count))
    for cve in cves { self.cves.append((cve, position)) }
    if let version = KernelVersion(releaseSubject: subject) {
      releases.append((version, position))
    }
  }
}

/// Who wrote a change and when, as a hash: it stays with a change when it is cherry-picked or mailed.
struct AuthorKey: Hashable, Sendable {
  let hash: Int64

  init(of commit: CommitObject) {
    let author = "\(commit.author.email ?? commit.author.name) \(commit.authorTime)"
    hash = Int64(bitPattern: author.lowercased().utf8.fnv1a)
  }
}

extension KernelVersion {
  /// Reads `Linux 4.4.157`, the whole subject of the commit that makes a release.
  init?(releaseSubject subject: ArraySlice<UInt8>) {
    guard subject.starts(with: "Linux ".utf8) else { return nil }
    self.init(String(utf8OrLatin1: subject.dropFirst(6)))
  }
}

/// The part of a message that is worth a search, in UTF-8.
///
/// Left out are the lines that most commits have and nobody looks for: `Signed-off-by:`, `Acked-by:`, `Reviewed-by:` and
/// `Cc:`, a quarter of all text.
enum SearchableText {
  private static let leftOut: [StaticString] = [
    "signed-off-by:", "acked-by:", "reviewed-by:", "cc:",
  ]

  static func append(_ message: ArraySlice<UInt8>, to text: inout [UInt8]) {
    let start = text.count
    var isASCII = true
    message.withUnsafeBytes { bytes in
      for range in bytes.lines {
        // With its newline, if it has one.
        let end = min(range.upperBound + 1, bytes.count)
        let line = UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound..<end])
        if !isLeftOut(line) {
          text.append(contentsOf: line)
          isASCII = isASCII && line.isASCII
        }
      }
    }
    guard !isASCII else { return }
    let decoded = String(utf8OrLatin1: text[start...])
    text.replaceSubrange(start..., with: decoded.utf8)
  }

  private static func isLeftOut(_ line: UnsafeRawBufferPointer) -> Bool {
    switch (line.first ?? 0) | 0x20 {
    case UInt8(ascii: "s"), UInt8(ascii: "a"), UInt8(ascii: "r"), UInt8(ascii: "c"):
      leftOut.contains { line.startsIgnoringCase($0) }
    default: false
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var isASCII: Bool { allSatisfy { $0 < 0x80 } }

  fileprivate func startsIgnoringCase(_ prefix: StaticString) -> Bool {
    guard count >= prefix.utf8CodeUnitCount else { return false }
    for offset in 0..<prefix.utf8CodeUnitCount
    where self[offset].lowercased != prefix.utf8Start[offset] {
      return false
    }
    return true
  }
}
