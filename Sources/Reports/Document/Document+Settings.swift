internal import ChangeModel

extension Document {
  /// Where settings come from, and what they are.
  init(_ overview: SettingsOverview) {
    let title = overview.command.map { "Settings of ktrail \($0)" } ?? "Settings"
    self.init(command: .config, kind: "Settings", title: Phrase(title))
    facts = overview.files.map { file in
      Fact(
        label: file.kind.label,
        value: Phrase(file.path) + (file.isThere ? "" : .dim(" (not there)")))
    }
    if overview.files.isEmpty {
      facts = [Fact(label: "files", value: "none is read")]
    }
    if !overview.unreadVariables.isEmpty {
      facts.append(
        Fact(
          label: "not read",
          value: Phrase(
            "\(overview.unreadVariables.joined(separator: ", ")): no option has this name")
        ))
    }
    sections = [
      overview.rows.isEmpty
        ? Section(
          anchor: "settings", title: Phrase(title), isLead: true,
          blocks: [.paragraph("Nothing is set.")])
        : Section(
          anchor: "settings", title: Phrase(title), isLead: true,
          blocks: [
            .table(
              Block.Table(
                columns: ["Option", "Of", "Value", "From"], rows: overview.rows.map(\.cells)))
          ])
    ]
  }
}

extension SettingsOverview.File.Kind {
  fileprivate var label: String {
    switch self {
    case .user: "your file"
    case .project: "the project's file"
    case .named: "the file that KTRAIL_CONFIG_FILE names"
    }
  }
}

extension SettingsOverview.Row {
  fileprivate var cells: [Phrase] {
    let value = values.joined(separator: ", ")
    return [
      Phrase(option), Phrase(command ?? ""),
      value.isEmpty ? .dim("–") : source == .builtIn ? .dim(value) : .code(value),
      Phrase(source.words) + (counts ? "" : .dim(", which does not count")),
    ]
  }
}

extension SettingsOverview.Source {
  fileprivate var words: String {
    switch self {
    case .builtIn: "default"
    case .variable(let name): name
    case .project(let place), .user(let place): place.description
    }
  }
}
