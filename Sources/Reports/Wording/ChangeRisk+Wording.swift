internal import ChangeModel

extension ChangeRisk.Fact {
  /// `3 days between author date and v4.14.121`
  var phrase: String {
    switch self {
    case .files(let files): files.of("file")
    case .noCode(let files): "no line of code changed in \(files.of("file"))"
    case .code(let added, let removed, let functions, let files):
      "\(added.of("line")) of code added and \(removed.grouped) removed, "
        + "\(functions.of("function"))\(functions < PatchWords.mostFunctions ? "" : " or more") in \(files.of("file"))"
    case .topics(let counts):
      "changed lines contain "
        + Self.list(
          ChangeRisk.Topic.allCases.compactMap { topic in
            counts[topic].map { "\(topic.name) (\($0.grouped))" }
          }, otherwise: "no return, error, lock or reference")
    case .areas(let areas):
      "touches "
        + Self.list(
          ChangeRisk.Area.allCases.filter(areas.contains).map(\.name),
          otherwise: "neither core code nor drivers alone")
    case .tags(stable: true, fixes: true): "Cc: stable and a Fixes tag"
    case .tags(stable: true, fixes: false): "Cc: stable, no Fixes tag"
    case .tags(stable: false, fixes: true): "a Fixes tag, no Cc: stable"
    case .tags(stable: false, fixes: false): "no Cc: stable and no Fixes tag"
    case .message(let lines, let traits):
      "message of \(lines.of("line")) with "
        + Self.list(
          ChangeRisk.MessageTrait.allCases.filter(traits.contains).map(\.name),
          otherwise: "no sign of a report or a trace")
    case .soak(let days, let release):
      "\(days.of("day")) between author date and \(Self.name(release))"
    case .sameAuthor(let changes, let release):
      "\(changes.of("other change")) by the author in \(Self.name(release))"
    case .laterChanges(0, _, _, let release):
      "no later change of \(Self.name(release)) touches its files"
    case .laterChanges(let changes, let fixes, let shared, let release):
      "\(changes.of("later change")) of \(Self.name(release)) to one of its files"
        + (fixes > 0 ? ", \(fixes.grouped) with a Fixes tag" : "")
        + (shared > 0 ? ", \(shared.grouped) to one of its functions" : "")
    }
  }

  private static func name(_ release: String?) -> String { release ?? "the same release" }

  private static func list(_ items: [String], otherwise: String) -> String {
    items.isEmpty ? otherwise : items.joined(separator: ", ")
  }
}

extension ChangeRisk.Topic {
  fileprivate var name: String {
    switch self {
    case .exits: "returns and gotos"
    case .errors: "error handling"
    case .locking: "locking"
    case .references: "references and freeing"
    case .waiting: "waiting and scheduling"
    }
  }
}

extension ChangeRisk.Area {
  fileprivate var name: String {
    switch self {
    case .core: "core code"
    case .sharedHeaders: "headers in include/"
    case .interface: "interfaces or configuration"
    case .driversOnly: "drivers only"
    case .aside: "documentation, tools or device trees only"
    }
  }
}

extension ChangeRisk.MessageTrait {
  fileprivate var name: String {
    switch self {
    case .report: "Reported-by"
    case .trace: "a trace"
    case .adaptation: "a note on what was adapted"
    case .dependency: "a word that it prepares another"
    case .leak: "a leak in its subject"
    }
  }
}
