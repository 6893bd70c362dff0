/// What an id, perhaps shortened, names among the commits in sight.
enum NamedCommits {
  case none
  case one(CommitPosition)
  case several([CommitPosition])

  init(_ positions: [CommitPosition]) {
    switch positions.count {
    case 0: self = .none
    case 1: self = .one(positions[0])
    default: self = .several(positions)
    }
  }

  /// The commit, where the id names no other.
  var only: CommitPosition? {
    if case .one(let position) = self { position } else { nil }
  }

  var all: [CommitPosition] {
    switch self {
    case .none: []
    case .one(let position): [position]
    case .several(let positions): positions
    }
  }
}
