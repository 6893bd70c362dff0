internal import ChangeModel
import Text

/// What git prints of a range of commits, in any of its forms.
struct GitList {
  private enum Layout {
    case log(GitLogLayout.Form)
    case list(CommitListLayout.Form)
    case shortlog
  }

  private let layout: Layout

  /// `nil` if the text is none. Blank lines and the command itself, as a terminal shows it, may stand before it.
  init?(of bytes: [UInt8]) {
    var reader = LineReader(bytes)
    var start: Int?
    var first: ByteText?
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmedRight
      guard !text.trimmed.isEmpty, start != nil || !text.isCommand else { continue }
      guard let begin = first else {
        (first, start) = (text, line.lowerBound)
        continue
      }
      if let form = GitLogLayout.form(of: begin, before: text) {
        layout = .log(form)
        return
      }
      break
    }
    guard let first, let start else { return nil }
    if let form = GitLogLayout.form(of: first, before: first.prefix(0)) {
      layout = .log(form)
    } else if ShortlogLayout.begins(bytes, at: start) {
      layout = .shortlog
    } else if let form = CommitListLayout.form(of: bytes, at: start) {
      layout = .list(form)
    } else {
      return nil
    }
  }

  func read(_ bytes: [UInt8], source: String, limit: Int) -> [ChangelogRelease] {
    switch layout {
    case .log(let form): GitLogLayout.read(bytes, form, source: source, limit: limit)
    case .list(let form): CommitListLayout.read(bytes, form, source: source, limit: limit)
    case .shortlog: ShortlogLayout.read(bytes, source: source, limit: limit)
    }
  }

  /// What kernel.org publishes of a release is the log of that release alone.
  func isChangeLog(_ releases: [ChangelogRelease]) -> Bool {
    guard case .log(.plain) = layout, releases.count == 1 else { return false }
    return releases[0].version != nil
  }

  var title: String {
    switch layout {
    case .log(.mail): "patches as mails (git format-patch)"
    case .log: "git log"
    case .list(.oneline): "git log --oneline"
    case .list(.revisions): "git rev-list"
    case .list(.rangeDiff): "git range-diff"
    case .list(.subjects): "git log --format=%s"
    case .shortlog: "git shortlog"
    }
  }
}

extension ByteText {
  /// `$ git log v4.14.121..` or `user@host:~/linux$ git shortlog`.
  fileprivate var isCommand: Bool {
    for command: StaticString in [
      "git log", "git shortlog", "git rev-list", "git cherry", "git range-diff",
    ] {
      guard let place = offset(of: command) else { continue }
      return place == 0 || place >= 2 && "$#>%".utf8.contains(byte(at: place - 2) ?? 0)
    }
    return false
  }
}
