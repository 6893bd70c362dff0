public import ChangeModel
import Text

/// Whether the files of one commit have what other commits change, as those found it.
///
/// What a commit removes, and what it adds something between, must stand there with ``contextLines`` around it, and what the
/// commit makes of it must not: as `git apply` sees it, but wherever in the file.
public struct PatchFit {
  private let repository: Repository
  private let files: CommitFiles
  private var patches: PatchReader
  private var lines = LineDifference()

  private static let contextLines = 3
  /// Commits that change more are no fixes to look for by their lines.
  private static let mostFiles = 40
  private static let largestFile = 4 << 20

  public init(of commit: CommitID, in repository: Repository) throws(GitError) {
    self.repository = repository
    files = try CommitFiles(of: commit, in: repository)
    patches = PatchReader(in: repository)
  }

  /// `nil` where the clone lacks contents, or the commit changes no file, or very many.
  ///
  /// - Complexity: some 0.1 ms where the files are the same, else some 0.5 ms, most of it for inflating them.
  public mutating func has(whatIsChangedBy commit: CommitID) throws(GitError) -> Bool? {
    guard let changed = try patches.changedFiles(of: commit), !changed.isPartial,
      (1...Self.mostFiles).contains(changed.count)
    else { return nil }
    let known = changed.files.filter { $0.before != nil }
    guard !known.isEmpty else { return nil }
    for file in known {
      guard let here = files.blob(of: file.path) else { return false }
      // The very file that the commit changes.
      if here == file.before { continue }
      guard let before = try bytes(file.before), let now = try bytes(here) else { return nil }
      guard has(before, try bytes(file.after) ?? [], in: now) else { return false }
    }
    return true
  }

  private func bytes(_ blob: CommitID?) throws(GitError) -> [UInt8]? {
    guard let blob, repository.has(blob) else { return nil }
    let bytes = try repository.bytes(of: blob, kind: .blob)
    return bytes.count <= Self.largestFile ? bytes : nil
  }

  private mutating func has(_ before: [UInt8], _ after: [UInt8], in now: [UInt8]) -> Bool {
    var hasAll = true
    now.withUnsafeBytes { now in
      before.withUnsafeBytes { before in
        after.withUnsafeBytes { after in
          lines.forEachChange(from: before, to: after) { change in
            guard hasAll else { return }
            let start = before.lineStart(Self.contextLines, before: change.old.lowerBound)
            let end = before.lineEnd(Self.contextLines, after: change.old.upperBound)
            let made =
              Array(before[start..<change.old.lowerBound]) + after[change.new]
              + before[change.old.upperBound..<end]
            hasAll =
              now.contains(UnsafeRawBufferPointer(rebasing: before[start..<end]))
              && !(made.count >= end - start && made.withUnsafeBytes(now.contains))
          }
        }
      }
    }
    return hasAll
  }
}

extension UnsafeRawBufferPointer {
  /// Where the line begins that stands some lines before `offset`, which begins one.
  fileprivate func lineStart(_ count: Int, before offset: Int) -> Int {
    var (start, left) = (offset, count)
    while start > 0 {
      if start < offset, self[start - 1] == UInt8(ascii: "\n") {
        left -= 1
        if left == 0 { return start }
      }
      start -= 1
    }
    return 0
  }

  /// Where the line ends that stands some lines after `offset`, which begins one.
  fileprivate func lineEnd(_ count: Int, after offset: Int) -> Int {
    var (end, left) = (offset, count)
    while end < self.count {
      end += 1
      if self[end - 1] == UInt8(ascii: "\n") {
        left -= 1
        if left == 0 { return end }
      }
    }
    return self.count
  }

  /// Whether these bytes stand in here, one after the other, from the beginning of a line.
  fileprivate func contains(_ other: UnsafeRawBufferPointer) -> Bool {
    guard let first = other.first, let base = baseAddress, let wanted = other.baseAddress else {
      return true
    }
    var start = 0
    while start + other.count <= count {
      let rest = count - other.count - start + 1
      guard let found = memchr(base + start, Int32(first), rest) else { return false }
      let place = base.distance(to: UnsafeRawPointer(found))
      if place == 0 || self[place - 1] == UInt8(ascii: "\n"),
        memcmp(base + place, wanted, other.count) == 0
      {
        return true
      }
      start = place + 1
    }
    return false
  }
}
