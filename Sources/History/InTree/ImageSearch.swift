/// Looks in a tree's file for the lines that a change leaves, or those that it found.
///
/// Nothing is evidence that the other side of the change has as well: lines with so much of what stands around them count
/// only where the own side has them more often than the other one, and the tree at least as often as the own side. So a
/// tree that is the other side, byte for byte, is never taken for this one. Places in another function are not looked at,
/// as far as the tree has the function.
struct ImageSearch {
  /// The side that is looked for, the other one, and where it is looked for.
  let own, other, tree: PlainLines
  let traits: [LineNumbering.Traits]

  /// Lines around a change, as `diff -u` shows them.
  static let context = 3
  /// Of a line; one that stands more often than this finds nothing.
  private static let mostPlaces = 256

  enum Outcome {
    /// Where in the tree's lines the change begins.
    case found(Int)
    case notFound
    /// No line is rare enough to be looked for, or none says anything about its place.
    case tooCommon
  }

  /// - Parameter core: the changed lines; empty for lines that were only added, seen from before.
  func find(_ core: Range<Int>) -> Outcome {
    let window =
      max(core.lowerBound - Self.context, 0)..<min(core.upperBound + Self.context, own.count)
    guard let anchor = anchor(for: core, in: window) else { return .tooCommon }
    let function = own.functions[core.lowerBound]
    let isBound = function != PlainLines.noFunction && tree.hasFunction(function)
    let image = Image(own: own, core: core, window: window, anchor: anchor)
    let bound = isBound ? function : nil
    let here = image.matches(in: own, function: bound)
    let there = image.matches(in: other, function: bound)
    let found = image.matches(in: tree, function: bound)
    let before = core.lowerBound - window.lowerBound
    let after = window.upperBound - core.upperBound
    var isTelling = false
    // The most context first, so that the place is the likeliest one.
    for sum in stride(from: before + after, through: 0, by: -1) {
      for b in max(0, sum - after)...max(0, min(before, sum)) {
        let a = sum - b
        guard a >= 0, a <= after, image.reaches(b, a), isEnough(core, b, a, before, after) else {
          continue
        }
        isTelling = true
        let count = here.count { $0.before >= b && $0.after >= a }
        guard count > there.count(where: { $0.before >= b && $0.after >= a }) else { continue }
        let places = found.filter { $0.before >= b && $0.after >= a }
        if places.count >= count { return .found(places[0].start) }
      }
    }
    return isTelling ? .notFound : .tooCommon
  }

  /// The rarest line of the core, or of what is around it where the core has only common ones.
  private func anchor(for core: Range<Int>, in window: Range<Int>) -> Int? {
    func places(_ position: Int) -> Int {
      let line = own.lines[position]
      return own.positions(of: line).count + other.positions(of: line).count
        + tree.positions(of: line).count
    }
    for range in [core, window] {
      if let rarest = range.min(by: { places($0) < places($1) }),
        places(rarest) <= Self.mostPlaces
      {
        return rarest
      }
    }
    return nil
  }

  /// Whether the changed lines with so much around them say where they are.
  private func isEnough(
    _ core: Range<Int>, _ before: Int, _ after: Int, _ mostBefore: Int, _ mostAfter: Int
  ) -> Bool {
    func telling(_ range: Range<Int>) -> Int { range.count { traits[own.lines[$0]].isTelling } }
    let inCore = telling(core)
    let around =
      telling((core.lowerBound - before)..<core.lowerBound)
      + telling(core.upperBound..<(core.upperBound + after))
    let isAll = before == mostBefore && after == mostAfter
    let isBetween = (before > 0 || mostBefore == 0) && (after > 0 || mostAfter == 0)
    if core.isEmpty { return isBetween && (isAll || before + after >= 3) && around >= 2 }
    if inCore == 0 { return isBetween && around >= 2 }
    return around >= 1 || (isAll && inCore >= 2)
  }
}

/// The lines that are looked for, and how far what is around them must reach at least.
private struct Image {
  let own: PlainLines
  let core, window: Range<Int>
  let anchor: Int

  /// A place that has the core, and how many lines before and after it are the same.
  struct Match {
    let start, before, after: Int
  }

  /// Whether the anchor is among the lines, with so many around the core.
  func reaches(_ before: Int, _ after: Int) -> Bool {
    anchor >= core.lowerBound - before && anchor < core.upperBound + after
  }

  /// By place.
  func matches(in text: PlainLines, function: Int?) -> [Match] {
    text.positions(of: own.lines[anchor]).compactMap { position in
      let start = position - (anchor - core.lowerBound)
      let end = start + core.count
      guard start >= 0, end <= text.count else { return nil }
      if let function, text.functions[start] != function { return nil }
      guard text.lines[start..<end].elementsEqual(own.lines[core]) else { return nil }
      var (before, after) = (0, 0)
      while core.lowerBound - before > window.lowerBound, start - before > 0,
        text.lines[start - before - 1] == own.lines[core.lowerBound - before - 1]
      {
        before += 1
      }
      while core.upperBound + after < window.upperBound, end + after < text.count,
        text.lines[end + after] == own.lines[core.upperBound + after]
      {
        after += 1
      }
      return reaches(before, after) ? Match(start: start, before: before, after: after) : nil
    }
  }
}
