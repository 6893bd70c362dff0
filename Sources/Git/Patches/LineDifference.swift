import Text

/// Finds the lines in which two texts differ.
///
/// What both have at their beginning and end is skipped as bytes. The lines between are numbered, equal ones alike (found
/// by a hash, told by their bytes: whoever writes the lines can make two hashes equal); those that only one side has are set aside, and the rest is compared as Myers' "An O(ND) Difference Algorithm and Its Variations" (1986)
/// does it, in linear space: from both ends to the middle. Where the texts have little in common the search stops early,
/// and its result is then right but not the shortest.
struct LineDifference {
  /// Lines that the new text has in place of lines of the old one; either may be none.
  struct Change {
    /// Bytes of whole lines; the last may lack its newline.
    let old, new: Range<Int>
    /// Lines.
    let oldCount, newCount: Int
  }

  private var old = Lines()
  private var new = Lines()
  private var classes = LineClasses()
  private var search = EditSearch()

  /// Hands over the changes, first to last. A line ends with its newline, and is not equal to one without.
  mutating func forEachChange(
    from before: UnsafeRawBufferPointer, to after: UnsafeRawBufferPointer, _ body: (Change) -> Void
  ) {
    let (left, right) = Self.differing(before, after)
    guard !left.isEmpty || !right.isEmpty else { return }
    guard !left.isEmpty, !right.isEmpty else {
      body(
        Change(
          old: left, new: right, oldCount: Self.lineCount(before, left),
          newCount: Self.lineCount(after, right)))
      return
    }
    old.split(before, left)
    new.split(after, right)
    classes.number(&old, before, &new, after)
    search.mark(&old, &new)
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      var (firstOld, firstNew) = (i, j)
      takeChanged(&i, &j)
      guard i > firstOld || j > firstNew else {
        i += 1
        j += 1
        continue
      }
      // What was only added or removed may stand lower as well: a function then begins with its head, not with the
      // end of the one before. git does so too.
      while i < old.count, j < new.count {
        if i == firstOld, new.classes[firstNew] == new.classes[j] {
          firstOld += 1
          firstNew += 1
        } else if j == firstNew, old.classes[firstOld] == old.classes[i] {
          firstOld += 1
          firstNew += 1
        } else {
          break
        }
        i += 1
        j += 1
        takeChanged(&i, &j)
      }
      var (oldBytes, newBytes) = (
        old.starts[firstOld]..<old.starts[i], new.starts[firstNew]..<new.starts[j]
      )
      if i == old.count, j == new.count {
        if oldBytes.isEmpty {
          Self.lower(&newBytes, in: after, with: &oldBytes)
        } else if newBytes.isEmpty {
          Self.lower(&oldBytes, in: before, with: &newBytes)
        }
      }
      body(
        Change(
          old: oldBytes, new: newBytes, oldCount: i - firstOld, newCount: j - firstNew))
    }
  }

  private func takeChanged(_ i: inout Int, _ j: inout Int) {
    while i < old.count, old.isChanged[i] { i += 1 }
    while j < new.count, new.isChanged[j] { j += 1 }
  }

  /// Moves lines down into the end that both texts share, as far as they stay the same lines.
  private static func lower(
    _ lines: inout Range<Int>, in text: UnsafeRawBufferPointer, with place: inout Range<Int>
  ) {
    while lines.upperBound < text.count {
      let (first, next) = (lines.lowerBound, lines.upperBound)
      var length = 0
      repeat {
        guard next + length < text.count, text[first + length] == text[next + length] else {
          return
        }
        length += 1
      } while text[next + length - 1] != newline
      lines = (first + length)..<(next + length)
      place = (place.lowerBound + length)..<(place.upperBound + length)
    }
  }

  private static let newline = UInt8(ascii: "\n")

  static func lineCount(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    var count = text[range.upperBound - 1] == newline ? 0 : 1
    for place in range where text[place] == newline { count += 1 }
    return count
  }

  /// What is left of two texts without the lines that both begin with, and those that both end with.
  private static func differing(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer
  ) -> (Range<Int>, Range<Int>) {
    let room = min(a.count, b.count)
    guard room > 0, let left = a.baseAddress, let right = b.baseAddress else {
      return (0..<a.count, 0..<b.count)
    }
    var start = 0
    while start + 8 <= room,
      left.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: start, as: UInt64.self)
    {
      start += 8
    }
    while start < room, a[start] == b[start] { start += 1 }
    if start == a.count, start == b.count { return (start..<start, start..<start) }
    while start > 0, a[start - 1] != newline { start -= 1 }

    let most = room - start
    var same = 0
    while same + 8 <= most,
      left.loadUnaligned(fromByteOffset: a.count - same - 8, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: b.count - same - 8, as: UInt64.self)
    {
      same += 8
    }
    while same < most, a[a.count - same - 1] == b[b.count - same - 1] { same += 1 }
    // Forward again to where a line begins on both sides.
    func beginsLine(_ text: UnsafeRawBufferPointer) -> Bool {
      let place = text.count - same
      return place == start || text[place - 1] == newline
    }
    while same > 0, !(beginsLine(a) && beginsLine(b)) { same -= 1 }
    return (start..<(a.count - same), start..<(b.count - same))
  }
}
