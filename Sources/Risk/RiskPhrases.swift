internal import ChangeModel

/// Measurements of one change in phrases of the field, each with its values.
struct RiskPhrases {
  private let vector: RiskVector
  private let release: String

  init(_ vector: RiskVector, release: String?) {
    self.vector = vector
    self.release = release ?? "the same release"
  }

  func phrase(for family: RiskFamily) -> String {
    switch family {
    case .size: size
    case .code: code
    case .place: place
    case .tags: tags
    case .message: message
    case .soak: "\(counted(.soak, "day")) between author date and \(release)"
    case .crowding: crowding
    }
  }

  private var size: String {
    let files = counted(.files, "file")
    guard vector[.codeAdded] != nil else { return files }
    guard !holds(.withoutCode) else { return "no line of code changed in \(files)" }
    return """
      \(counted(.codeAdded, "line")) of code added and \(count(.codeRemoved).grouped) removed, \
      \(counted(.functions, "function")) in \(files)
      """
  }

  private var code: String {
    let topics: [(RiskFeature, String)] = [
      (.exits, "returns and gotos"), (.errors, "error handling"), (.locking, "locking"),
      (.references, "references and freeing"), (.waiting, "waiting and scheduling"),
    ]
    let changed = topics.filter { count($0.0) > 0 }.map { "\($0.1) (\(count($0.0)))" }
    return "changed lines have " + list(changed, otherwise: "no return, error, lock or reference")
  }

  private var place: String {
    list(
      [
        (.core, "core code"), (.sharedHeaders, "headers of include/"),
        (.interface, "interfaces or configuration"), (.driversOnly, "drivers only"),
        (.aside, "documentation, tools or device trees only"),
      ], otherwise: "neither core code nor drivers alone", prefix: "touches ")
  }

  private var tags: String {
    switch (holds(.hasStableTag), holds(.hasFixesTag)) {
    case (true, true): "Cc: stable and a Fixes tag"
    case (true, false): "Cc: stable, no Fixes tag"
    case (false, true): "a Fixes tag, no Cc: stable"
    case (false, false): "no Cc: stable and no Fixes tag"
    }
  }

  private var message: String {
    list(
      [
        (.isReported, "Reported-by"), (.hasTrace, "a trace"),
        (.isAdapted, "a note on what was adapted"), (.isDependency, "that it prepares another"),
        (.repairsLeak, "a leak in its subject"),
      ], otherwise: "nothing of a report or a trace",
      prefix: "message of \(counted(.messageLines, "line")) has ")
  }

  private var crowding: String {
    guard vector[.laterInFile] != nil else {
      return "\(counted(.sameAuthor, "other change")) by the author in \(release)"
    }
    let later = count(.laterInFile)
    guard later > 0 else { return "no later change of \(release) touches its files" }
    let fixes = count(.laterFixesInFile)
    let shared = count(.laterInFunction)
    return "\(counted(.laterInFile, "later change")) of \(release) to one of its files"
      + (fixes > 0 ? ", \(fixes) with a Fixes tag" : "")
      + (shared > 0 ? ", \(shared) to one of its functions" : "")
  }

  private func holds(_ feature: RiskFeature) -> Bool { vector[feature] == 1 }
  private func count(_ feature: RiskFeature) -> Int { vector.count(feature) ?? 0 }

  private func counted(_ feature: RiskFeature, _ noun: String) -> String {
    count(feature).of(noun)
  }

  private func list(
    _ traits: [(RiskFeature, String)], otherwise: String, prefix: String
  ) -> String {
    prefix + list(traits.filter { holds($0.0) }.map(\.1), otherwise: otherwise)
  }

  private func list(_ items: [String], otherwise: String) -> String {
    items.isEmpty ? otherwise : items.joined(separator: ", ")
  }
}
