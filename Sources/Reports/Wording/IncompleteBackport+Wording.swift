internal import ChangeModel

extension MissingPart {
  /// What is missing and what shows it: a clause without a full stop.
  ///
  /// - Parameter kernel: as people call it.
  func phrase(in kernel: String) -> Phrase {
    let odds: Phrase = .dim(" (\(probability.percent))")
    switch evidence {
    case .dependency(let commit):
      return "lacks " + name(commit) + ", which says that it is needed for this (Stable-dep-of)"
        + odds
    case .prerequisite(let commit, let speaker):
      return "lacks " + name(commit) + ", on which it depends, as the message of "
        + .commit(speaker) + " says" + odds
    case .hunk(let path, let function):
      let place = function.map { " in " + Phrase.code("\($0)()") } ?? ""
      return Phrase("leaves out a change to \(path)") + place
        + Phrase(", which would apply to \(kernel) as it is") + odds
    }
  }

  private func name(_ commit: Commit) -> Phrase {
    .commit(commit.id) + Phrase(" “\(commit.subject)”")
  }
}

extension IncompleteBackports {
  /// How many could be judged, and why not all.
  var sentence: String {
    guard count > 0 else { return "No backport is among the commits that \(kernel) adds." }
    if withoutUpstream == count {
      return """
        None of \(count.of("backport")) could be compared with its upstream commit, which the clone lacks.
        """
    }
    var text =
      switch compared {
      case 0: "None of \(count.of("backport")) could be compared with its upstream commit"
      case count where count == 1: "1 backport was compared with its upstream commit"
      case count: "\(count.of("backport")) were compared with their upstream commits"
      default:
        "\(compared.grouped) of \(count.of("backport")) were compared with their upstream commits"
      }
    var lacks: [String] = []
    if withoutUpstream > 0 {
      lacks.append("the clone lacks the upstream commits of \(withoutUpstream.grouped)")
    }
    if withoutContents > 0 {
      lacks.append("the files of \(withoutContents.grouped) could not be read")
    }
    if !lacks.isEmpty { text += ": " + lacks.joined(separator: "; ") }
    return text + "."
  }

  /// What the list does not say.
  static let caution = """
    Most prerequisites leave no sign that can be found, so a backport that is not listed may still lack something. The \
    percentage says how often such a sign was right where it was measured.
    """
}
