import ChangeModel
import Git

/// The hunks of one file, looked for in a tree.
struct FileInTree {
  /// How much a hunk says of whether the change is there.
  enum Weight: Int, Comparable {
    case nothing, prose, build, code

    static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }

  /// A hunk that is judged; whether it decides depends on the others.
  struct Judged {
    let weight: Weight
    let treePath: String?
    let path: String
    var line: Int?
    var function: String?
    let verdict: TreeHunk.Verdict

    func hunk(decides: Bool) -> TreeHunk {
      TreeHunk(
        path: path, treePath: treePath, line: line, function: function, verdict: verdict,
        decides: decides)
    }
  }

  let hunks: [Judged]

  init(_ text: ChangedText, _ tree: TreeContents) {
    let file = Comparison(text, SourceLanguage(path: text.path))
    switch tree.file(text.path) {
    case .text(let bytes): hunks = file.hunks(in: bytes, at: text.path)
    case .unreadable:
      hunks = [file.whole(.undecided(.unreadable), at: text.path)]
    case nil:
      if text.before == nil {
        hunks = [file.whole(.absent(.lacksFile), at: nil)]
      } else if text.after == nil {
        hunks = [file.whole(.present, at: nil)]
      } else if let (path, bytes) = file.moved(in: tree) {
        hunks = file.hunks(in: bytes, at: path)
      } else {
        hunks = [file.whole(.undecided(.noFile), at: nil)]
      }
    }
  }
}

/// One file as a commit found it and left it.
private struct Comparison {
  private let text: ChangedText
  private let language: SourceLanguage
  private let numbering: LineNumbering
  private let old, new: PlainLines
  private let weight: FileInTree.Weight

  init(_ text: ChangedText, _ language: SourceLanguage) {
    (self.text, self.language) = (text, language)
    var numbering = LineNumbering()
    old = PlainLines(text.before ?? [], in: language, &numbering)
    new = PlainLines(text.after ?? [], in: language, &numbering)
    self.numbering = numbering
    weight = FileInTree.Weight(of: text.path, language)
  }

  /// The file as one hunk.
  func whole(_ verdict: TreeHunk.Verdict, at treePath: String?) -> FileInTree.Judged {
    FileInTree.Judged(
      // That a file is not there says little: it may have come later.
      weight: text.after == nil ? min(weight, .build) : weight, treePath: treePath, path: text.path,
      line: treePath == nil ? nil : 1, verdict: verdict)
  }

  // MARK: - Whole files

  /// How much two texts share at least, of the lines that say something, to be the same file.
  private static let same = 0.75
  /// The same where one of them has moved and is looked for among others.
  private static let sameElsewhere = 0.5
  /// Directories that have a file of the same name; a file called `main.c` is in more.
  private static let mostNamesakes = 200

  /// What share of the lines that say something is in a text.
  private func share(
    of lines: PlainLines, in tree: PlainLines, _ numbering: LineNumbering
  ) -> Double {
    var left: [Int: Int] = [:]
    for line in tree.lines { left[line, default: 0] += 1 }
    var (all, found) = (0, 0)
    for line in lines.lines where numbering.traits[line].isTelling {
      all += 1
      if left[line, default: 0] > 0 {
        left[line, default: 0] -= 1
        found += 1
      }
    }
    return all == 0 ? 0 : Double(found) / Double(all)
  }

  /// The file under another path: the only one of its name that is much like it.
  func moved(in tree: TreeContents) -> (path: String, bytes: [UInt8])? {
    guard language != .build else { return nil }
    var found: (path: String, bytes: [UInt8])?
    for path in tree.namesakes(text.path).prefix(Self.mostNamesakes) {
      guard case .text(let bytes)? = tree.file(path) else { continue }
      var numbering = numbering
      let lines = PlainLines(bytes, in: language, &numbering)
      let shared = max(share(of: old, in: lines, numbering), share(of: new, in: lines, numbering))
      guard shared >= Self.sameElsewhere else { continue }
      if found != nil { return nil }
      found = (path, bytes)
    }
    return found
  }

  // MARK: - Hunks

  func hunks(in bytes: [UInt8], at path: String) -> [FileInTree.Judged] {
    var numbering = numbering
    guard !bytes.prefix(8000).contains(0) else {
      return [whole(.undecided(.unreadable), at: path)]
    }
    let tree = PlainLines(bytes, in: language, &numbering)
    if text.before == nil {
      let isThere = share(of: new, in: tree, numbering) >= Self.same
      return [whole(isThere ? .present : .undecided(.altered), at: path)]
    }
    if text.after == nil {
      let isThere = share(of: old, in: tree, numbering) >= Self.same
      return [whole(isThere ? .absent(.stillHasFile) : .undecided(.altered), at: path)]
    }
    let search = ChangeSearch(old: old, new: new, tree: tree, numbering: numbering, weight: weight)
    return Self.hunks(LineChange.between(old.asText, new.asText)).map { changes in
      let judged = changes.map(search.judge)
      let (line, verdict) = Self.verdict(on: judged)
      return FileInTree.Judged(
        weight: judged.map(\.weight).max() ?? .nothing, treePath: path, path: text.path, line: line,
        function: changes.first.flatMap {
          numbering.name(ofFunction: new.functions[$0.new.lowerBound])
        }, verdict: verdict)
    }
  }

  /// Changes that `diff -u` would show in one hunk.
  private static func hunks(_ changes: [LineChange]) -> [[LineChange]] {
    var hunks: [[LineChange]] = []
    for change in changes {
      if let last = hunks.last?.last,
        change.old.lowerBound - last.old.upperBound <= 2 * ImageSearch.context
      {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private static func verdict(
    on changes: [ChangeSearch.Judged]
  ) -> (line: Int?, TreeHunk.Verdict) {
    let most = changes.map(\.weight).max()
    var present: ChangeSearch.Judged?
    var absent: ChangeSearch.Judged?
    var undecided: ChangeSearch.Judged?
    var tooCommon: ChangeSearch.Judged?
    var sign: TreeHunk.Sign?
    for change in changes where change.weight == most {
      switch change.outcome {
      case .present: present = present ?? change
      case .absent(let found):
        if absent == nil { (absent, sign) = (change, found) }
      // What says nothing of its place says nothing against the others.
      case .undecided(.tooCommon): tooCommon = tooCommon ?? change
      case .undecided: undecided = undecided ?? change
      }
    }
    if let absent, let sign {
      return (absent.line, present == nil ? .absent(sign) : .partly(sign))
    }
    if let undecided, case .undecided(let doubt) = undecided.outcome {
      return (undecided.line ?? present?.line, .undecided(doubt))
    }
    return present.map { ($0.line, .present) } ?? (tooCommon?.line, .undecided(.tooCommon))
  }
}

extension FileInTree.Weight {
  init(of path: String, _ language: SourceLanguage) {
    let isProse =
      ["Documentation/", "tools/testing/", "samples/", "LICENSES/"].contains(where: path.hasPrefix)
      || ["MAINTAINERS", "CREDITS"].contains(path)
      || [".rst", ".txt", ".md", ".gitignore"].contains(where: path.hasSuffix)
    self = isProse ? .prose : language == .build ? .build : .code
  }
}

extension SourceLanguage {
  init(path: String) {
    self = Array(path.utf8).withUnsafeBytes { SourceLanguage(path: $0) }
  }

  /// Whether it is written in functions, with comments as C has them.
  var hasFunctions: Bool { self != .build && self != .other }
}
