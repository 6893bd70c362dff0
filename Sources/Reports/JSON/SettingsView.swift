internal import ChangeModel

/// What files and the environment say about options.
struct SettingsView: Codable {
  struct File: Codable {
    let kind, path: String
    let isThere: Bool
  }

  struct Row: Codable {
    let option: String
    let command: String?
    let values: [String]
    let source: String
    let counts: Bool
    @LeftOut var variable: String?
    @LeftOut var position: PositionView?
  }

  let command: String?
  let files: [File]
  let options: [Row]
  let unreadVariables: [String]

  init(_ overview: SettingsOverview) {
    command = overview.command
    files = overview.files.map { File(kind: $0.kind.rawValue, path: $0.path, isThere: $0.isThere) }
    options = overview.rows.map(Row.init)
    unreadVariables = overview.unreadVariables
  }
}

extension SettingsView.Row {
  fileprivate init(_ row: SettingsOverview.Row) {
    (option, command, values, counts) = (row.option, row.command, row.values, row.counts)
    switch row.source {
    case .builtIn: source = "default"
    case .variable(let name): (source, variable) = ("variable", name)
    case .project(let place): (source, position) = ("project", PositionView(place))
    case .user(let place): (source, position) = ("user", PositionView(place))
    }
  }
}
