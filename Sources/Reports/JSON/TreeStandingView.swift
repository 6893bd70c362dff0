internal import ChangeModel

/// Whether a source tree without history has a change.
struct TreeStandingView: Codable {
  let tree: String
  let version: CommitID
  let standing: String
  let why: String?
  let hunks: [HunkView]
  let patches: PatchesView?

  struct HunkView: Codable {
    let path: String
    let treePath: String?
    let line: Int?
    let function: String?
    let verdict: String
    let sign, text, doubt: String?
    let decides: Bool

    init(_ hunk: TreeHunk) {
      (path, treePath, line) = (hunk.path, hunk.treePath, hunk.line)
      (function, decides) = (hunk.function, hunk.decides)
      let found: TreeHunk.Sign?
      (verdict, found, doubt) =
        switch hunk.verdict {
        case .present: ("present", nil, nil)
        case .absent(let sign): ("absent", sign, nil)
        case .partly(let sign): ("partly", sign, nil)
        case .undecided(let doubt): ("undecided", nil, doubt.word)
        }
      (sign, text) =
        switch found {
        case .stillHas(let line): ("stillHas", line)
        case .lacks(let line): ("lacks", line)
        case .lacksFile: ("lacksFile", nil)
        case .stillHasFile: ("stillHasFile", nil)
        case nil: (nil, nil)
        }
    }
  }

  struct PatchesView: Codable {
    let count: Int
    let bringing, touching, unread: [String]
  }

  init(_ standing: TreeStanding) {
    (tree, version) = (standing.tree, standing.version)
    hunks = standing.hunks.map(HunkView.init)
    let word: String
    (word, why) =
      switch standing.verdict {
      case .present: ("present", nil)
      case .absent: ("absent", nil)
      case .partly: ("partly", nil)
      case .undecided(let doubt): ("undecided", doubt.word)
      }
    self.standing = standing.isBroughtByPatch ? "broughtByPatch" : word
    patches = standing.patches.map {
      PatchesView(
        count: $0.count, bringing: $0.bringing, touching: $0.touching, unread: $0.unread)
    }
  }
}

extension TreeHunk.Doubt {
  fileprivate var word: String {
    switch self {
    case .noFile: "noFile"
    case .altered: "altered"
    case .both: "both"
    case .tooCommon: "tooCommon"
    case .unreadable: "unreadable"
    }
  }
}

extension TreeStanding.Doubt {
  fileprivate var word: String {
    switch self {
    case .noContents: "noContents"
    case .noText: "noText"
    case .noHunk: "noHunk"
    case .fewHunks: "fewHunks"
    }
  }
}
