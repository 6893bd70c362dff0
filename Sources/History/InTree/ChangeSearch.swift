import ChangeModel
import Git

/// Looks for the changed lines of one place in a tree's file.
struct ChangeSearch {
  let old, new, tree: PlainLines
  let numbering: LineNumbering
  /// Of a line of code in this file.
  let weight: FileInTree.Weight

  enum Outcome {
    case present
    case absent(TreeHunk.Sign)
    case undecided(TreeHunk.Doubt)
  }

  struct Judged {
    let weight: FileInTree.Weight
    let outcome: Outcome
    /// In the tree's file, from 1.
    let line: Int?
  }

  func judge(_ change: LineChange) -> Judged {
    let weight = weight(of: change)
    guard weight > .nothing else {
      return Judged(weight: weight, outcome: .undecided(.tooCommon), line: nil)
    }
    let after = ImageSearch(own: new, other: old, tree: tree, traits: numbering.traits)
      .find(change.new)
    let before = ImageSearch(own: old, other: new, tree: tree, traits: numbering.traits)
      .find(change.old)
    let (outcome, position): (Outcome, Int?) =
      switch (after, before) {
      case (.found(let place), .found): (.undecided(.both), place)
      case (.found(let place), _): (.present, place)
      case (_, .found(let place)): (.absent(sign(of: change)), place)
      case (.tooCommon, _): (.undecided(.tooCommon), nil)
      default: (.undecided(.altered), nil)
      }
    return Judged(weight: weight, outcome: outcome, line: position.flatMap(line))
  }

  private func line(_ position: Int) -> Int? {
    position < tree.count ? tree.places[position] : tree.places.last
  }

  private func sign(of change: LineChange) -> TreeHunk.Sign {
    change.old.isEmpty
      ? .lacks(mostTelling(change.new, of: new)) : .stillHas(mostTelling(change.old, of: old))
  }

  private func mostTelling(_ lines: Range<Int>, of text: PlainLines) -> String {
    let telling = lines.first { numbering.traits[text.lines[$0]].isTelling }
    return text.text(at: telling ?? lines.lowerBound)
  }

  private func weight(of change: LineChange) -> FileInTree.Weight {
    let traits = (change.old.map { old.lines[$0] } + change.new.map { new.lines[$0] })
      .map { numbering.traits[$0] }.filter(\.hasWords)
    if traits.isEmpty { return .nothing }
    if traits.allSatisfy(\.isComment) { return min(weight, .prose) }
    if traits.allSatisfy({ $0.isComment || $0.isInclude }) { return min(weight, .build) }
    return weight
  }
}
