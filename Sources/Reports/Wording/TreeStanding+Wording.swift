internal import ChangeModel

extension TreeStanding {
  /// `in the tree vendor: all 3 hunks`; the first words say whether, and `rest` why.
  var lead: String {
    let what = patches == nil ? "the tree \(tree)" : "the source package \(tree)"
    if isBroughtByPatch { return "in \(what)" }
    return switch verdict {
    case .present: "in \(what)"
    case .absent: "not in \(what)"
    case .partly: "only partly in \(what)"
    case .undecided: "whether it is in \(what) is undecided"
    }
  }

  /// After the lead and a colon.
  var rest: String {
    let own = [facts, others].filter { !$0.isEmpty }.joined(separator: "; ")
    guard let patches, isBroughtByPatch else { return own }
    let names = patches.bringing.joined(separator: " and ")
    let makes = patches.bringing.count == 1 ? "makes" : "make"
    return "\(names) \(makes) the same change; the package's archive alone \(archive)"
  }

  /// How the archive has what a patch brings.
  private var archive: String {
    switch verdict {
    case .partly: "has only part of it"
    case .undecided: "may lack it"
    case .absent, .present: "lacks it"
    }
  }

  private var facts: String {
    let present = deciding.count(where: \.isPresent)
    let all = deciding.count
    switch verdict {
    case .present:
      guard present < all else { return all == 1 ? "its only hunk" : "all \(all.of("hunk"))" }
      return "\(present.grouped) of \(all.of("hunk")), and nothing speaks against the rest"
    case .absent: return decisive?.sentence ?? ""
    case .partly:
      let count = present > 0 ? "\(present.grouped) of \(all.of("hunk"))" : ""
      return [count, decisive?.sentence ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    case .undecided(.noContents): return "the clone lacks the contents of the files that it changes"
    case .undecided(.noText): return "it changes no lines of text"
    case .undecided(.noHunk): return decisive?.sentence ?? ""
    case .undecided(.fewHunks):
      return "only \(present.grouped) of \(all.of("hunk")); \(decisive?.sentence ?? "")"
    }
  }

  /// What the patches of a package say besides.
  private var others: String {
    guard let patches, case let count = patches.count else { return "" }
    var parts: [String] = []
    if !patches.touching.isEmpty {
      let names = patches.touching.prefix(3).joined(separator: ", ")
      let more =
        patches.touching.count > 3 ? " and \((patches.touching.count - 3).grouped) more" : ""
      parts.append(
        "this is what its archive says, and \(names)\(more) \(patches.touching.count == 1 ? "changes" : "change") the same files"
      )
    } else if verdict != .present, count > 0 {
      parts.append("none of its \(count.of("patch", "patches")) makes the change")
    }
    if !patches.unread.isEmpty {
      parts.append("\(patches.unread.prefix(3).joined(separator: ", ")) could not be looked into")
    }
    return parts.joined(separator: "; ")
  }
}

extension [TreeStanding] {
  /// `2 of 4 are in vendor; 1 is not, or only partly; 1 is undecided`
  var sum: String {
    let has = count { $0.answer == .yes }
    let lacks = count { $0.answer == .no }
    let unknown = count - has - lacks
    let tree = first?.tree ?? ""
    guard has < count else { return "all \(count.grouped) are in \(tree)" }
    func verb(_ number: Int) -> String { number == 1 ? "is" : "are" }
    var parts = ["\(has.grouped) of \(count.grouped) \(verb(has)) in \(tree)"]
    if lacks > 0 { parts.append("\(lacks.grouped) \(verb(lacks)) not, or only partly") }
    if unknown > 0 { parts.append("\(unknown.grouped) \(verb(unknown)) undecided") }
    return parts.joined(separator: "; ")
  }
}

extension TreeHunk {
  /// `fs/overlayfs/dir.c:123 (ovl_create) still has “…”`
  var sentence: String {
    switch verdict {
    case .present: return "\(place) is as the change leaves it"
    case .absent(let sign): return "\(signPlace(sign)) \(sign.words)"
    case .partly(let sign): return "of several lines there, \(signPlace(sign)) \(sign.words)"
    case .undecided(let doubt):
      return switch doubt {
      case .noFile: "the tree has no \(path)"
      case .altered: "\(place) is neither as the change found it nor as it leaves it"
      case .both: "\(place) has the lines from before the change and those from after it"
      case .tooCommon: "the change of \(place) has only lines that may stand in many places"
      case .unreadable: "\(treePath ?? path) of the tree is too large or not a text file"
      }
    }
  }

  private func signPlace(_ sign: Sign) -> String {
    switch sign {
    case .lacksFile, .stillHasFile: "the tree"
    case .stillHas, .lacks: place
    }
  }

  /// `fs/overlayfs/dir.c:123 (ovl_create)`
  var place: String {
    var place = treePath ?? path
    if let line { place += ":\(line)" }
    if let function { place += " (\(function))" }
    if let treePath, treePath != path { place += ", here for \(path)," }
    return place
  }
}

extension TreeHunk.Sign {
  fileprivate var words: String {
    switch self {
    case .stillHas(let line): "still has “\(line.shortened)”"
    case .lacks(let line): "lacks “\(line.shortened)”"
    case .lacksFile: "lacks the file that it adds"
    case .stillHasFile: "still has the file that it removes"
    }
  }
}

extension String {
  fileprivate var shortened: String { count > 80 ? "\(prefix(79))…" : self }
}
