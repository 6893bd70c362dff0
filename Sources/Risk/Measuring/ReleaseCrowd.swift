internal import ChangeModel

/// What else a release changes in the files and functions of each of its changes.
///
/// All of it is known on the day of the release. Several changes of one release to the same code are a rework or a repair of a repair.
struct ReleaseCrowd {
  struct Neighbours {
    /// The most for one file; `nil` if the touched paths are not known.
    var laterInFile, laterFixesInFile, earlierInFile: Int?
    /// The most for one function; `nil` without a diff.
    var laterInFunction, laterFixesInFunction: Int?
    var sameAuthor = 0
  }

  /// In the order of the changes.
  let neighbours: [Neighbours]

  /// - Parameter changes: newest first.
  init(_ changes: [EnrichedChange]) {
    var found = [Neighbours](repeating: Neighbours(), count: changes.count)
    for members in Dictionary(grouping: changes.indices, by: { changes[$0].release }).values {
      var (inFile, fixesInFile): (Tally, Tally) = ([:], [:])
      var (inFunction, fixesInFunction): (Tally, Tally) = ([:], [:])
      var byAuthor: Tally = [:]
      for place in members {
        let change = changes[place]
        if let paths = change.touchedPaths {
          found[place].laterInFile = inFile.most(paths)
          found[place].laterFixesInFile = fixesInFile.most(paths)
          inFile.count(paths)
          if !change.fixes.isEmpty { fixesInFile.count(paths) }
        }
        if let functions = change.patch?.functions {
          found[place].laterInFunction = inFunction.most(functions)
          found[place].laterFixesInFunction = fixesInFunction.most(functions)
          inFunction.count(functions)
          if !change.fixes.isEmpty { fixesInFunction.count(functions) }
        }
        byAuthor.count([change.author])
      }
      var before: Tally = [:]
      for place in members.reversed() {
        found[place].sameAuthor = byAuthor.most([changes[place].author]) - 1
        guard let paths = changes[place].touchedPaths else { continue }
        found[place].earlierInFile = before.most(paths)
        before.count(paths)
      }
    }
    neighbours = found
  }
}

private typealias Tally = [String: Int]

extension Tally {
  fileprivate func most(_ names: [String]) -> Int { names.lazy.map { self[$0] ?? 0 }.max() ?? 0 }
  fileprivate mutating func count(_ names: [String]) {
    for name in names { self[name, default: 0] += 1 }
  }
}

extension EnrichedChange {
  fileprivate var author: String { commit.author.email ?? commit.author.name }
}
