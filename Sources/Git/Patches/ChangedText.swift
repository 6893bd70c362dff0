public import ChangeModel

/// A file as a commit found it and left it.
public struct ChangedText: Hashable, Sendable {
  public let path: String
  /// `nil` where there was no such file, or is none any more.
  public let before, after: [UInt8]?

  public init(path: String, before: [UInt8]?, after: [UInt8]?) {
    (self.path, self.before, self.after) = (path, before, after)
  }
}

/// The texts that a commit changes against its first parent.
public struct ChangedTexts: Hashable, Sendable {
  /// By path; a file that only moved is not one of them.
  public let files: [ChangedText]
  /// Whether files were left out: binary ones, submodules, and what is too large.
  public let isPartial: Bool

  public init(_ files: [ChangedText], isPartial: Bool = false) {
    (self.files, self.isPartial) = (files, isPartial)
  }
}

extension PatchReader {
  /// The whole texts of the files that a commit changes.
  ///
  /// - Returns: `nil` if the clone lacks some of the contents, as one without blobs does, or the commit's parent.
  /// - Complexity: some 0.5 ms in Linux, most of it for inflating the files.
  public mutating func texts(of id: CommitID) throws(GitError) -> ChangedTexts? {
    guard let changed = try changedFiles(of: id) else { return nil }
    var found: [ChangedText] = []
    let isPartial = try forEachText(in: changed) { _, file, before, after in
      found.append(
        ChangedText(
          path: String(decoding: file.path, as: UTF8.self),
          before: file.before == nil ? nil : before, after: file.after == nil ? nil : after))
    }
    return isPartial.map { ChangedTexts(found, isPartial: $0) }
  }
}

/// Lines that a text has in place of lines of another one, by their numbers from 0; either may be none.
package struct LineChange: Hashable, Sendable {
  package let old, new: Range<Int>

  /// The changes from one text to another, first to last; a line ends with its newline.
  package static func between(_ before: [UInt8], _ after: [UInt8]) -> [LineChange] {
    var lines = LineDifference()
    var changes: [LineChange] = []
    before.withUnsafeBytes { before in
      after.withUnsafeBytes { after in
        // Where the last change ended, as an offset and as a number of lines.
        var (oldEnd, newEnd) = (0, 0)
        var (oldLine, newLine) = (0, 0)
        lines.forEachChange(from: before, to: after) { change in
          oldLine += LineDifference.lineCount(before, oldEnd..<change.old.lowerBound)
          newLine += LineDifference.lineCount(after, newEnd..<change.new.lowerBound)
          let old = oldLine..<(oldLine + change.oldCount)
          let new = newLine..<(newLine + change.newCount)
          changes.append(LineChange(old: old, new: new))
          (oldEnd, newEnd) = (change.old.upperBound, change.new.upperBound)
          (oldLine, newLine) = (old.upperBound, new.upperBound)
        }
      }
    }
    return changes
  }
}
