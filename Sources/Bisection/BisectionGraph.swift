public import ChangeModel

/// The commits between good and bad, and which of them are ancestors of which.
///
/// A kernel is broken if the first bad commit is the commit it is built from, or an ancestor of it
/// (git-bisect-lk2009, "Bisection algorithm").
public struct BisectionGraph: Hashable, Sendable {
  /// One commit as it is handed in.
  public struct Node: Hashable, Sendable {
    public let id: CommitID
    /// Those outside the range are left out of account: they are good.
    public let parents: [CommitID]

    public init(id: CommitID, parents: [CommitID]) {
      (self.id, self.parents) = (id, parents)
    }
  }

  /// Parents before their children.
  public let commits: [CommitID]
  /// By place in ``commits``: the places of the parents within the range.
  let parents: [[Int]]
  private let places: [CommitID: Int]

  /// - Parameter nodes: in any order, each commit once.
  public init(_ nodes: [Node]) {
    let rows = Dictionary(
      nodes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var order: [Int] = []
    order.reserveCapacity(nodes.count)
    // 0 unseen, 1 waits for its parents, 2 placed; a commit cannot be its own ancestor.
    var state = [UInt8](repeating: 0, count: nodes.count)
    for start in nodes.indices where state[start] == 0 {
      var pending = [start]
      while let row = pending.last {
        if state[row] == 0 {
          state[row] = 1
          pending += nodes[row].parents.lazy.compactMap { rows[$0] }.filter { state[$0] == 0 }
        } else {
          pending.removeLast()
          if state[row] == 1 {
            state[row] = 2
            order.append(row)
          }
        }
      }
    }
    commits = order.map { nodes[$0].id }
    let places = Dictionary(
      commits.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    parents = order.enumerated().map { place, row in
      var seen: Set<Int> = []
      return nodes[row].parents.compactMap { places[$0] }.filter {
        $0 < place && seen.insert($0).inserted
      }
    }
    self.places = places
  }

  public var count: Int { commits.count }

  public func place(of id: CommitID) -> Int? { places[id] }

  /// Whether a kernel built from `commit` has `ancestor`.
  public func contains(_ ancestor: CommitID, behind commit: CommitID) -> Bool {
    guard let place = self.place(of: commit), let other = self.place(of: ancestor) else {
      return false
    }
    return isBehind(place)[other]
  }

  /// Whether each commit is `place` or an ancestor of it.
  func isBehind(_ place: Int) -> [Bool] {
    var reached = [Bool](repeating: false, count: count)
    reached[place] = true
    // Parents stand before their children, so one pass down reaches all.
    for child in stride(from: place, through: 0, by: -1) where reached[child] {
      for parent in parents[child] { reached[parent] = true }
    }
    return reached
  }

  /// For each commit that is a suspect: the sum of a weight over the suspects among it and its
  /// ancestors, and how many of them count; zero for the others.
  ///
  /// - Complexity: O(commits) along lines of development; each merge of two lines costs a walk over
  ///   its ancestors.
  func sums(of weights: [Double], among isSuspect: [Bool], counting: [Bool]) -> (
    weight: [Double], count: [Int]
  ) {
    var sums = [Double](repeating: 0, count: count)
    var counts = [Int](repeating: 0, count: count)
    var mark = [Int](repeating: -1, count: count)
    for place in 0..<count where isSuspect[place] {
      let lines = parents[place].filter { isSuspect[$0] }
      let one = counting[place] ? 1 : 0
      switch lines.count {
      case 0: (sums[place], counts[place]) = (weights[place], one)
      case 1:
        (sums[place], counts[place]) = (sums[lines[0]] + weights[place], counts[lines[0]] + one)
      default:
        var pending = [place]
        mark[place] = place
        while let next = pending.popLast() {
          sums[place] += weights[next]
          counts[place] += counting[next] ? 1 : 0
          for parent in parents[next] where isSuspect[parent] && mark[parent] != place {
            mark[parent] = place
            pending.append(parent)
          }
        }
      }
    }
    return (sums, counts)
  }
}
