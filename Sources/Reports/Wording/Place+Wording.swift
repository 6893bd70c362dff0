internal import ChangeModel

extension Place {
  /// What the name was taken for, with a verb and without the name: `is taken for fs/overlayfs`; `nil` where it is just that.
  var meaning: String? { reading.meaning(of: name, paths: paths, count: paths.count) }
}

extension Place.Reading {
  /// The same, of a place with so many paths, the first of which are `paths`.
  func meaning(of name: String, paths: [String], count: Int) -> String? {
    let listed = Self.list(paths, of: count)
    return switch self {
    case .asWritten: "is taken as written, since the clone has no trees to look it up in"
    case .path: paths == [name] ? nil : "is taken for \(listed)"
    case .pattern: "matches \(listed)"
    case .lastDirectories: "is taken for \(listed)"
    case .fileName:
      count == 1 ? "is taken for \(listed)" : "stands for the files of that name: \(listed)"
    case .sections(let titles):
      "is taken for \(Self.list(titles, of: titles.count)) in MAINTAINERS"
    case .subjectPrefix(let prefix):
      "is taken for commits with the subject “\(prefix): …”, and for \(listed), where most of them are"
    }
  }

  private static func list(_ names: [String], of count: Int) -> String {
    let shown = 3
    guard count > shown + 1 else { return names.joined(separator: ", ") }
    return names.prefix(shown).joined(separator: ", ")
      + " and \((count - shown).grouped) more"
  }
}
